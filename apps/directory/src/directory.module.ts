import { Module } from '@nestjs/common';
import { AbsenceOperations } from './absence/absence.operations.js';
import { AreaOperations } from './area/area.operations.js';
import { CalendarOperations } from './calendar/calendar.operations.js';
import { PersonOperations } from './person/person.operations.js';
import { ProfileOperations } from './profile/profile.operations.js';
import { EntryStore } from './revision/entry.store.js';
import { SnapshotOperations } from './revision/snapshot.operations.js';
import { SessionOperations } from './session/session.operations.js';
import { UnitOperations } from './unit/unit.operations.js';
import { VocabularyOperations } from './vocabulary/vocabulary.operations.js';

/** The owner of the reference data, and of who is signed in: it needs no copy, and hears nobody's events. */
@Module({
  providers: [
    EntryStore,
    AreaOperations,
    UnitOperations,
    PersonOperations,
    ProfileOperations,
    CalendarOperations,
    AbsenceOperations,
    SnapshotOperations,
    SessionOperations,
    VocabularyOperations,
  ],
})
export class DirectoryModule {}
