import { Controller } from '@nestjs/common';
import { erasedText, PersonalDataErased, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { forgetAnswers } from '@weisu/service-host';

@Controller()
export class ErasureReactions {
  /**
   * Grades, stars, rounds and instants stay, for the three rates are made of them; the words go, and the place keeps its community. Whether the
   * matter was reopened at the same moment is not asked: dispatch may be heard later than intake, and words that stayed for that would stay for ever.
   */
  @ReactsTo(PersonalDataErased)
  async onErased({ payload: { appealId } }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    await work.query('UPDATE matter SET area_code = left(area_code, 12) WHERE appeal_id = $1', [appealId]);
    await work.query('UPDATE round SET area_code = left(area_code, 12) WHERE appeal_id = $1', [appealId]);
    await work.query('UPDATE follow_up SET note = $2 WHERE appeal_id = $1 AND note IS NOT NULL', [
      appealId,
      erasedText,
    ]);
    await work.query('UPDATE rating SET comment = $2 WHERE appeal_id = $1 AND comment IS NOT NULL', [
      appealId,
      erasedText,
    ]);
    await forgetAnswers(work, [appealId]);
  }
}
