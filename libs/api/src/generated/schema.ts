// Generated from libs/api/*.graphql by npm run generate. Do not edit.

/** The public contract as one document. */
export const publicSdl = `"The service that answers the operation."
directive @owner(service: Service!) on FIELD_DEFINITION

"Realm roles that may call it at all (the upper bound: the profile's \`duties\` say which unit does what, the area says where)."
directive @allow(roles: [Role!]!) on FIELD_DEFINITION

"""
Whether who acts for a unit that is away (the header \`x-weisu-acting-for\`) may call it. The day's work goes on; what goes on after the absence (who receives, who
is on duty, who stands in, who leads, by which rule) is the unit's own to decide, and refused with NOT_WHILE_ACTING_FOR. Every mutation says so.
"""
directive @actingFor(allowed: Boolean!) on FIELD_DEFINITION

"""
Which arguments name a matter or what belongs to one: whoever holds an id or a number from an acknowledged answer finds it at once, in every service. A service that
would refuse catches up on what the others said of the subject first, and decides once more (docs/adr/0036); lists and counts do not. \`from\`: another service that
knows some of the ids. \`before\`: it is heard before the first decision, too. \`none\`: why an id or a number among the arguments names no such subject.
"""
directive @subject(ids: [String!], numbers: [String!], externals: [String!], from: Service, before: Before, none: String) on FIELD_DEFINITION

"Why an operation catches up before it decides, and not only where it would refuse."
enum Before {
  "It discloses: a right that may have ended allows nothing. Where an owner cannot be asked it answers UNAVAILABLE."
  DISCLOSES
  "It is carried out later, row by row: a refusal comes when nobody waits for it."
  CARRIED_OUT_LATER
}

"""
No token needed. Beyond the first changes of a network (60 a minute), three an hour that name the same telephone number, or ten guesses of a secret, the answer is PROOF_NEEDED with \`extensions.challenge\`: find the
\`number\` from 0 to \`maxnumber\` for which the SHA-256 of \`salt\` followed by the number is \`challenge\`, and send the same again, under the same Idempotency-Key, with the base64 of
\`{ algorithm, challenge, number, salt, signature }\` in the header \`x-weisu-proof\`. It is valid for ten minutes and once (else PROOF_USED). Whoever has a token is never asked, but for guesses of a secret, which are counted by network for everybody (docs/adr/0038).
"""
directive @public on FIELD_DEFINITION

"A batched join: one operation call per request with all keys. \`absent\` is the value when the load answers nothing. \`public\`: it is answered without a token, too."
directive @load(operation: String!, by: String! = "id", absent: String, public: Boolean = false) on FIELD_DEFINITION

"Other services whose loads add to the list of a field with @load, under the same key and the same name; what one of them does not know, it leaves out."
directive @alsoFrom(service: Service!, operation: String!) repeatable on FIELD_DEFINITION

"A filter that another service resolves: the gateway asks \`operation\` for ids first and hands them to the owner as \`as\` in place of this field."
directive @lookup(service: Service!, operation: String!, as: String!) on INPUT_FIELD_DEFINITION

enum Service {
  DIRECTORY
  INTAKE
  DISPATCH
  MEDIATION
  EVALUATION
  NOTIFICATION
}

"The first four are the levels; a person sees the subtree of the area in the token. Departments, companies and mediators see what they were called to."
enum Role {
  DISTRICT
  STREET
  COMMUNITY
  GRID
  DEPARTMENT
  COMPANY
  MEDIATOR
  RESIDENT
  INTEGRATION
  AUDITOR
  ADMIN
}

"What a unit may do in a street, given by the governance profile."
enum Duty {
  RECEIVE
  CLASSIFY
  ALLOCATE
  HANDLE
  APPROVE
  SUPERVISE
  FOLLOW_UP
  DISCIPLINE
}

"6 / 9 / 12 / 15 digits; containment is a prefix test."
scalar AreaCode

"RFC 3339 instant."
scalar DateTime

"A day of the civil calendar, YYYY-MM-DD."
scalar Date

"Any JSON value."
scalar JSON

enum Level {
  DISTRICT
  STREET
  COMMUNITY
  GRID
}

enum ClockKind {
  ALLOCATE
  ACCEPT
  CONTACT
  VERIFY
  RESOLVE
  OPINION
  REPLY
  ACKNOWLEDGE
  REPORT_IN
  ACT
  FINISH
  DECIDE
  FOLLOW_UP
  CONSENT
  MEDIATE
  CONFIRMATION
  NOTICE
  CUSTOM
}

enum ClockState {
  RUNNING
  SUSPENDED
  MET
  OVERDUE
  CANCELLED
}

"Where a limit comes from: the street's profile, the system that sent the matter, the law, a leader."
enum ClockSource {
  PROFILE
  EXTERNAL
  LAW
  LEADER
}

enum BudgetUnit {
  MINUTE
  NATURAL_HOUR
  NATURAL_DAY
  WORKING_HOUR
  WORKING_DAY
}

enum Datum {
  WGS84
  GCJ02
  CGCS2000
}

type GeoPoint {
  longitude: Float!
  latitude: Float!
  datum: Datum!
}

type Attachment {
  id: ID!
  "With the ending of what the file is: the content decides, not the name that it came with."
  name: String!
  mediaType: String!
  "Its address at the gateway, as everything below. An image is shown there, any other file is saved."
  url: String!
  "The image as a JPEG of at most 320 × 320 pixels, upright and without what the camera wrote. Null for what is no image. Made when it is first asked for; PREVIEW_NOT_POSSIBLE where the image cannot be read."
  thumbnail: String
  "As \`thumbnail\`, of at most 2 048 × 2 048 pixels. It shows a HEIC where a browser cannot."
  preview: String
}

type Budget {
  amount: Int!
  unit: BudgetUnit!
}

"A time limit. \`dueBy\` is derived from the start, the budget, the calendar and the suspensions (or given from outside); it is never just start + n ms."
type Clock {
  id: ID!
  kind: ClockKind!
  source: ClockSource!
  startedAt: DateTime!
  budget: Budget
  dueBy: DateTime!
  state: ClockState!
  metAt: DateTime
  "Counted through a year whose holidays are not published: it is counted anew when they are."
  provisional: Boolean!
  suspensions: [Suspension!]!
  "Each from the deadline before it on."
  extensions: [Budget!]!
  "The calendar that it was counted by; null where none was needed."
  calendarVersion: String
  "A resident sees this limit: it is not made earlier without telling."
  told: Boolean!
  "What it says on its way, in time."
  rungs: [Rung!]!
}

"A reminder before the deadline (to nobody but the unit), or a step of the ladder after it."
type Rung {
  at: DateTime!
  to: Level
  fired: Boolean!
}

"What a calendar would do to the limits of one service that run or rest."
type CalendarEffects {
  earlier: Int!
  later: Int!
  "Would be earlier, and stay: a resident was told, or they would be over already."
  kept: Int!
  "Provisional now, and not any more."
  settled: Int!
  "The first 100, by their present deadline."
  effects: [CalendarEffect!]!
}

type CalendarEffect {
  clockId: ID!
  "The appeal, whistle or mediation that it is about."
  subjectId: ID!
  kind: ClockKind!
  unit: Unit
  dueBy: DateTime!
  newDueBy: DateTime!
  told: Boolean!
  kept: Boolean!
  provisional: Boolean!
}

type Suspension {
  from: DateTime!
  until: DateTime
  reason: String!
  approvedBy: String!
}

type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}

input GeoPointInput {
  longitude: Float!
  latitude: Float!
  datum: Datum! = WGS84
}

input BudgetInput {
  amount: Int!
  unit: BudgetUnit!
}

"What may be read; each service's file adds its own operations."
type Query {
  "The words of the product, the same that papers, messages and tables have. With an area also the categories of its profile, as of now. Throws AREA_NOT_FOUND."
  vocabulary(areaCode: AreaCode): Vocabulary! @owner(service: DIRECTORY) @public
  "Who the token says the caller is, and the posts the caller holds."
  me: Me! @owner(service: DIRECTORY) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR, RESIDENT, INTEGRATION, AUDITOR, ADMIN])
  "Administrative areas are public knowledge."
  area(code: AreaCode!): Area @owner(service: DIRECTORY) @public
  "Units, of an area or of a kind."
  units(areaCode: AreaCode, kind: UnitKind): [Unit!]! @owner(service: DIRECTORY) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR, INTEGRATION, AUDITOR, ADMIN])
  "The categories of the profile in force in an area on a day, as CSV in the columns of a district pack's categories.csv and the unit that leads."
  categoriesCsv(areaCode: AreaCode!, on: Date): String @owner(service: DIRECTORY) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, AUDITOR, ADMIN])
  "Absences of the caller's unit, of those that it stands in for and of the units of its area; with \`past\` also those that ended in the last 31 days."
  absences(unitId: ID, past: Boolean): [Absence!]! @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR])
  "AB 角: the unit's deputy."
  deputy(unitId: ID!): Unit @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR])
  "Every version of the calendar, the one in force first."
  calendars: [CalendarVersion!]! @owner(service: DIRECTORY) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, AUDITOR, ADMIN])
  "The profile in force in an area on a day."
  profile(areaCode: AreaCode!, on: Date): GovernanceProfile @owner(service: DIRECTORY) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, AUDITOR, ADMIN])
  "What the caller submitted while signed in."
  myAppeals(first: Int = 20, after: String): AppealConnection! @owner(service: INTAKE) @allow(roles: [RESIDENT])
  "Who fetched files of an appeal, the latest first."
  evidenceOpenings(id: ID!, first: Int = 20, after: String): AppealOpeningConnection! @owner(service: INTAKE) @subject(ids: ["id"]) @allow(roles: [DISTRICT, AUDITOR])
  "An integration sees what it registered itself."
  appeal(id: ID, number: String): Appeal @owner(service: DISPATCH) @subject(ids: ["id"], numbers: ["number"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR, INTEGRATION, AUDITOR])
  "Appeals in the caller's subtree, or with work for the caller's unit."
  appeals(filter: AppealFilter, first: Int = 20, after: String): AppealConnection! @owner(service: DISPATCH) @subject(none: "lists do not catch up; a unit and a leader are the directory’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "What my unit has to do, the nearest deadline first unless told otherwise. A cursor belongs to its order."
  workbench(first: Int = 20, after: String, order: WorkbenchOrder = DEADLINE): WorkOrderConnection! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY])
  "Matters that were passed to other systems: to the calling system, or from the caller's area. The latest first, at most 500."
  passings(open: Boolean): [Passing!]! @owner(service: DISPATCH) @allow(roles: [INTEGRATION, DISTRICT, STREET, COMMUNITY])
  "回复文本: what is to be said of a matter, ready to paste where a system has no interface. Telephone and identity numbers are left out; names that somebody wrote are not, so look it through."
  replyText(id: ID!): String! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY])
  "督办单 to my unit, or from it, the nearest date first; without \`open: false\` those that wait for an answer. At most 500."
  supervisionNotices(open: Boolean): [SupervisionNotice!]! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY])
  "Papers that were issued about a matter, a whistle with its consultations, or a notice, in order."
  papers(subjectId: ID!): [Paper!]! @owner(service: DISPATCH) @subject(ids: ["subjectId"], from: MEDIATION) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "One paper, to who may see what it is about. That it was opened is written down."
  paper(id: ID!): Paper @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "The eight templates that are in force in a street, or in the whole district."
  paperTemplates(areaCode: AreaCode!): [PaperTemplate!]! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID])
  "Whether a paper is genuine, for whoever holds it; with the SHA-256 of a file in hexadecimal, whether the file is as it was printed. Null: no paper has this number and this code."
  verifyPaper(number: String!, code: String!, sha256: String): VerifiedPaper @owner(service: DISPATCH) @subject(none: "the register is dispatch’s own") @public
  "Requests that my unit has to decide."
  requestsToDecide: [Request!]! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY])
  "What my unit applied for, or what it has to decide and has decided, by the instant until which it is to be decided: what is open the nearest first, else the latest first."
  requests(side: RequestSide!, filter: RequestFilter, first: Int = 20, after: String): RequestConnection! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY])
  """
  What the caller may do now with matters, work orders, summonses, whistles, requests and mediations, by their ids (at most 50): each operation by the rules that it
  decides by itself. An id that is nobody's, or not the caller's to see, has no operations. Between the answer and the call another may have acted: the operation decides.
  """
  possibilities(ids: [ID!]!): [Possibilities!]! @owner(service: DISPATCH) @subject(none: "it names ids back; what may be done is loaded, and the loads catch up") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR, AUDITOR])
  "Whistles of my area, that my unit blew, or that it was called by; the latest first. Of one that it was let go from it sees its own part, as \`whistle\` does. Throws AREA_NOT_FOUND."
  whistles(filter: WhistleFilter, first: Int = 20, after: String): WhistleConnection! @owner(service: DISPATCH) @subject(none: "a list; the unit is the directory’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "A whistle with the summonses of all called units."
  whistle(id: ID!): Whistle @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "双向考核: the called units and the streets that call, by whistles blown from \`from\` to \`until\` (both included)."
  whistleAssessment(areaCode: AreaCode!, from: Date!, until: Date!): WhistleAssessment! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, AUDITOR])
  "成果公示: what was published of the whistles of an area, the latest first."
  publicWhistles(areaCode: AreaCode!, first: Int = 20, after: String): PublicWhistleConnection! @owner(service: DISPATCH) @public
  "Summonses of my unit, the nearest deadline first."
  summonses(open: Boolean = true): [Summons!]! @owner(service: DISPATCH) @allow(roles: [DEPARTMENT, COMPANY, STREET])
  "A bulk allocation that I asked for."
  bulkAllocation(id: ID!): BulkAllocation @owner(service: DISPATCH) @subject(none: "a list is dispatch’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY])
  "An export of the ledger that I asked for."
  ledgerExport(id: ID!): LedgerExport @owner(service: DISPATCH) @subject(none: "exports are dispatch’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "Exports of the ledger that I asked for, the latest first; at most 50."
  ledgerExports: [LedgerExport!]! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "Matters that were returned at least twice, the last time from \`from\` to \`until\` (both included): who gave them back, in order. At most 500, the most returned first."
  returnedOften(from: Date!, until: Date!): [ReturnedOften!]! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET])
  "值班表 of a unit of the caller's subtree, or of the caller's own."
  dutyRoster(unitId: ID!, from: DateTime!, until: DateTime!): [DutyShift!]! @owner(service: DISPATCH) @subject(none: "rosters are dispatch’s own; units are reference data") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY])
  "Calls to me that nobody has answered, the latest first."
  dutyCalls: [DutyCall!]! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY])
  "How many appeals an area had in a period."
  appealCounts(areaCode: AreaCode!, from: Date!, until: Date!): AppealCounts! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, AUDITOR])
  "Who opened an appeal or its whistle, the latest first; not who read a list, and not who changed it: that is in the ledger."
  appealOpenings(id: ID!, first: Int = 20, after: String): AppealOpeningConnection! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, AUDITOR])
  "The time that all limits run by: a device may be wrong by hours."
  now: DateTime! @owner(service: DISPATCH) @public
  "What a resident may see with the number and secret of the receipt."
  trackAppeal(number: String!, secret: String!): PublicProgress @owner(service: DISPATCH) @subject(numbers: ["number"]) @public
  "The docket of my committee, and mediations of matters and areas that I see; the latest opened first. That it was listed is no opening."
  mediations(filter: MediationFilter, first: Int = 20, after: String): MediationConnection! @owner(service: MEDIATION) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, MEDIATOR, AUDITOR])
  mediation(id: ID!): Mediation @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, MEDIATOR, AUDITOR])
  "Who opened a mediation of an appeal, the latest first."
  mediationOpenings(id: ID!, first: Int = 20, after: String): AppealOpeningConnection! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [DISTRICT, AUDITOR])
  "Follow-ups to be made by my unit, the nearest deadline first."
  followUpTasks(first: Int = 20): [FollowUp!]! @owner(service: EVALUATION) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY])
  "Rates of an area or unit in a period; \`by\` splits them by the areas of a level."
  threeRates(areaCode: AreaCode, unitId: ID, from: Date!, until: Date!, by: Level): [ThreeRates!]! @owner(service: EVALUATION) @subject(none: "figures") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR])
  "Messages for the caller and the caller's unit."
  messages(unread: Boolean, first: Int = 20, after: String): MessageConnection! @owner(service: NOTIFICATION) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR])
  "Endpoints of the caller's unit or system."
  webhooks: [WebhookEndpoint!]! @owner(service: NOTIFICATION) @allow(roles: [DEPARTMENT, COMPANY, INTEGRATION])
  "What was sent to them."
  webhookDeliveries(status: DeliveryStatus, first: Int = 50): [WebhookDelivery!]! @owner(service: NOTIFICATION) @allow(roles: [DEPARTMENT, COMPANY, INTEGRATION])
}

"What may be changed; each service's file adds its own operations."
type Mutation {
  "Says that a unit is away and who acts for it. A ring of units that stand in for each other is refused with DELEGATION_LOOP."
  recordAbsence(input: AbsenceInput!): Absence! @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR]) @actingFor(allowed: false)
  "The unit is back, or does not go."
  endAbsence(id: ID!): Absence! @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR]) @actingFor(allowed: false)
  "AB 角: names who stands in for a unit whenever it is away and names nobody; without \`deputyId\` there is none. Answers the deputy."
  setDeputy(unitId: ID!, deputyId: ID): Unit @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR]) @actingFor(allowed: false)
  "Drafts a calendar: a year's notice, days decided by hand, office hours. Nothing is counted by it yet; the same version again replaces the draft."
  draftCalendar(input: CalendarDraftInput!): CalendarVersion! @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, ADMIN]) @actingFor(allowed: false)
  "Puts a draft in force: limits that run are counted anew, each with its reason. Look at the effects first."
  activateCalendar(version: ID!, reason: String!, tellEarlier: Boolean = false): CalendarVersion! @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, ADMIN]) @actingFor(allowed: false)
  "Takes a draft back."
  discardCalendar(version: ID!): CalendarVersion! @owner(service: DIRECTORY) @subject(none: "reference data, owned here") @allow(roles: [DISTRICT, ADMIN]) @actingFor(allowed: false)
  "Anyone may, without an account. Nobody is refused for an address: where much comes from a network it costs a proof of work (PROOF_NEEDED), sent in the header \`x-weisu-proof\`."
  submitAppeal(input: SubmitAppealInput!): Receipt! @owner(service: INTAKE) @subject(none: "it makes the matter; files are intake’s own") @public @actingFor(allowed: true)
  "By staff, or by another system; the same external system and number, or \`clientId\`, answers the same appeal. A system signs with its own name and those that the reference data give it (EXTERNAL_SYSTEM). \`external\` is for the system itself, and by hand for the street's or district's unit with the duty to receive and to answer for it."
  registerAppeal(input: RegisterAppealInput!): Appeal! @owner(service: INTAKE) @subject(none: "it makes the matter; files are intake’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, INTEGRATION]) @actingFor(allowed: true)
  "即办件: found and settled on the spot; closed at once, no work order, outside the three rates, counted as 主动发现."
  recordOnTheSpot(input: OnTheSpotInput!): Appeal! @owner(service: INTAKE) @subject(none: "it makes the matter; files are intake’s own") @allow(roles: [STREET, COMMUNITY, GRID]) @actingFor(allowed: true)
  "Corrects the place; who may see the appeal follows the new area."
  relocateAppeal(id: ID!, areaCode: AreaCode!, point: GeoPointInput, reason: String!): Appeal! @owner(service: INTAKE) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "Shows name and phone once; the purpose is kept in the audit trail."
  revealAppellant(id: ID!, purpose: String!): Appellant! @owner(service: INTAKE) @subject(ids: ["id"], before: DISCLOSES) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "Somebody asked for it (PIPL art. 47), and the matter has ended. Erases name, phone, address, words and files everywhere; again it changes nothing."
  erasePersonalData(appealId: ID!, reason: String!): Appeal! @owner(service: INTAKE) @subject(ids: ["appealId"], before: DISCLOSES) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "What the matter is and how urgent."
  classifyAppeal(id: ID!, input: ClassifyInput!, expectedVersion: Int): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "Not accepted, on a legal ground that the appellant is told, with where to turn instead."
  declineAppeal(id: ID!, ground: DeclineGround!, explanation: String!, referTo: String, expectedVersion: Int): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "并案: handled with another appeal; each keeps reply, follow-up and rating."
  mergeAppeal(id: ID!, into: ID!, expectedVersion: Int): Appeal! @owner(service: DISPATCH) @subject(ids: ["id", "into"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "Takes a merge back, until 30 days after both have ended (UNMERGE_TOO_LATE): the matter is its own again and its limits run from its own registration."
  unmergeAppeal(id: ID!, reason: String!, expectedVersion: Int): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "The resident says that the matter hers was merged into is not hers: it is her own again, and nobody merges the two any more."
  separateAppeal(number: String!, secret: String!, reason: String!): PublicProgress! @owner(service: DISPATCH) @subject(numbers: ["number"]) @public @actingFor(allowed: true)
  "The resident takes the matter back; a hazard goes on being handled as FOUND."
  withdrawAppeal(number: String!, secret: String!, reason: String): PublicProgress! @owner(service: DISPATCH) @subject(numbers: ["number"]) @public @actingFor(allowed: true)
  "One handler is 直派; two or more, with one LEAD, is 双派. Allocating again, who stays keeps order and limits, and the same handlers change nothing."
  allocateAppeal(id: ID!, handlers: [HandlerInput!]!, expectedVersion: Int): [WorkOrder!]! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "Allocates up to 500 matters, each as if alone: \`bulkAllocation\` has the result of every row."
  allocateAppeals(rows: [AllocationInput!]!): BulkAllocation! @owner(service: DISPATCH) @subject(ids: ["rows.id"], before: CARRIED_OUT_LATER) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "Asks for an export of the ledger: two are made at once, three of a unit may wait. It is made within an hour of asking, or FAILED. Asked for in an absence, it ends with it."
  requestLedgerExport(input: LedgerExportInput!): LedgerExport! @owner(service: DISPATCH) @subject(none: "lists do not catch up; a unit and a leader are the directory’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR]) @actingFor(allowed: true)
  "Ends an export that I asked for, also one that is DONE; what was made of it is deleted. Again it changes nothing."
  cancelLedgerExport(id: ID!): LedgerExport! @owner(service: DISPATCH) @subject(none: "exports are dispatch’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR]) @actingFor(allowed: true)
  "What the gateway does first for GET /exports/:id.xlsx: looks at the asker's rights once more, and writes down that the file is fetched. Who has the answer reads no file by it."
  fetchLedgerExport(id: ID!): LedgerExportFetch! @owner(service: DISPATCH) @subject(none: "exports are dispatch’s own") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, AUDITOR]) @actingFor(allowed: true)
  "主动认领: a unit takes a classified matter of its area itself, where the profile lets it (家事 by the grids)."
  claimAppeal(id: ID!, expectedVersion: Int): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY, GRID]) @actingFor(allowed: true)
  "签收: the unit takes the work order on."
  acceptWorkOrder(id: ID!, expectedVersion: Int): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "The unit has spoken with the appellant."
  recordContact(id: ID!, note: String!): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "What the unit found on the spot."
  recordVerification(id: ID!, facts: String!): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "The appellant was spoken with about a matter that need not be allocated yet: by who receives or allocates here. The first of it and \`recordContact\` meets the limit that runs from registration."
  recordFirstContact(id: ID!, note: String!): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID]) @actingFor(allowed: true)
  "The facts of a matter were verified that need not be allocated yet: by who receives or allocates here."
  recordFirstVerification(id: ID!, facts: String!): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID]) @actingFor(allowed: true)
  "A step on the way, with evidence where there is some."
  recordProgress(id: ID!, note: String!, attachments: [ID!]): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "办结: the unit says it is solved; the follow-up decides."
  resolveWorkOrder(id: ID!, note: String!, attachments: [ID!], expectedVersion: Int): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "处理意见书, numbered without gaps per unit and year."
  fileHandlingOpinion(id: ID!, input: HandlingOpinionInput!): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "退单, 延期, 挂起, 提级 or 暂缓 is applied for; the clock runs on."
  fileRequest(input: RequestInput!): Request! @owner(service: DISPATCH) @subject(ids: ["input.appealId", "input.workOrderId", "input.clockId"]) @allow(roles: [STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "Approves or rejects a request; only approval changes a clock or a work order. \`unitId\` is for ARBITRATE alone: the unit that leads from now on."
  decideRequest(id: ID!, approve: Boolean!, reason: String!, unitId: ID): Request! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "Ends a suspension before its date."
  resumeClock(id: ID!): Clock! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "催办: a reminder that is on record."
  urgeWorkOrder(id: ID!, note: String!): WorkOrder! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "Sets a period of a unit's roster anew; the shifts lie in it and do not overlap."
  setDutyRoster(unitId: ID!, from: DateTime!, until: DateTime!, shifts: [DutyShiftInput!]!): [DutyShift!]! @owner(service: DISPATCH) @subject(none: "rosters are dispatch’s own; units are reference data") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: false)
  "Whoever was rung is on it: the backup is not rung any more."
  answerDutyCall(id: ID!): DutyCall! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "领导包案: a leader answers for the matter, with duties and a team. \`dated\` are duties with a date; \`members\` the team by the profile's roles, beside \`teamIds\`."
  assignCaseLeader(id: ID!, leaderId: ID!, duties: [String!]!, dated: [LeaderDutyInput!], teamIds: [ID!], members: [TeamMemberInput!]): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: false)
  "A duty of the leader is done: ticked off by the leader, by one of the team or by who supervises."
  tickLeaderDuty(id: ID!, dutyId: ID!, note: String): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID]) @actingFor(allowed: true)
  "Passes a matter, or a part of it, up or down to another system, which answers under its own number. It stays ours until it is closed."
  passAppeal(id: ID!, system: String!, text: String!): Passing! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "What the other system says of it: by the client that signs with its name (EXTERNAL_SYSTEM), or by hand where there is no interface."
  answerPassing(id: ID!, number: String!, status: PassingStatus!, note: String): Passing! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [INTEGRATION, DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "核对: compares what another system says of the matters between us (at most 1000 rows) with what we know. Nothing is changed. A client asks under a name that it signs with (EXTERNAL_SYSTEM)."
  reconcile(system: String!, since: Date!, rows: [ReconcileRowInput!]!): Reconciliation! @owner(service: DISPATCH) @subject(none: "what was passed on is dispatch’s own") @allow(roles: [INTEGRATION, DISTRICT, STREET]) @actingFor(allowed: true)
  "督办: a unit that has to do with the matter is to answer, within the profile's time."
  supervise(id: ID!, unitId: ID!, text: String!): SupervisionNotice! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "The unit answers, once."
  answerSupervision(id: ID!, answer: String!): SupervisionNotice! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  """
  Issues a paper about what \`PaperKind\` names by id. What is known is filled in, numbered without gaps per unit and year; a 哨单, a 督办单, an 意见书 and a 回访登记表 keep the number they have.
  Again it answers the same paper, unless something on it has changed: then it is issued anew under its number, with another code. \`named\`: with the appellant's name and telephone
  number in full, beside the one without; who may reveal them may print it.
  """
  issuePaper(kind: PaperKind!, subjectId: ID!, named: Boolean = false): Paper! @owner(service: DISPATCH) @subject(ids: ["subjectId"], from: MEDIATION) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "Sets the template of a paper for a street, or for the district; without \`template\` what was set before is taken back. What was issued stays as it is."
  setPaperTemplate(areaCode: AreaCode!, kind: PaperKind!, template: String): PaperTemplate! @owner(service: DISPATCH) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: false)
  "挂账检查: what is on account was looked at."
  reviewAccount(id: ID!, text: String!): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "挂账督办: intensified supervision with measures and a date."
  putOnAccount(id: ID!, measures: String!, dueBy: DateTime!): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "A leader takes the account on."
  claimAccount(id: ID!): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: false)
  "销账, once it has been checked and accepted."
  strikeOffAccount(id: ID!, acceptance: String!): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "结案: what still blocks it is waived by name and reason, or it stays open."
  closeAppeal(id: ID!, closing: ClosingInput!, waivers: [WaiverInput!], expectedVersion: Int): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "重办: handled again."
  reopenAppeal(id: ID!, reason: String!, expectedVersion: Int): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY]) @actingFor(allowed: true)
  "The answer to the system that sent the matter; it then waits for that system's verdict."
  reportBack(id: ID!, reply: String!, attachments: [ID!]): Appeal! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET]) @actingFor(allowed: true)
  "Whether the system that sent the matter accepts the answer; only this closes it. By who sent it; of another name a client is told EXTERNAL_SYSTEM."
  recordSenderVerdict(system: String!, number: String!, accepted: Boolean!, note: String): Appeal! @owner(service: DISPATCH) @subject(externals: ["system", "number"]) @allow(roles: [INTEGRATION, STREET]) @actingFor(allowed: true)
  "吹哨: calls units to an area, with a summons for each."
  blowWhistle(input: BlowWhistleInput!): Whistle! @owner(service: DISPATCH) @subject(ids: ["input.appealIds"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "A community's whistle, where the profile wants the street behind it."
  endorseWhistle(id: ID!): Whistle! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET]) @actingFor(allowed: true)
  "The called unit has seen the summons."
  acknowledgeSummons(id: ID!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "The called unit says that it is not its matter; the district decides."
  refuseSummons(id: ID!, reason: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "The district agrees with the refusal; the unit is released."
  upholdRefusal(id: ID!, reason: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT]) @actingFor(allowed: true)
  "The district insists; the unit comes."
  overruleRefusal(id: ID!, reason: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DISTRICT]) @actingFor(allowed: true)
  "The whistler no longer needs the unit."
  waiveSummons(id: ID!, reason: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "报到: a named officer is at the place."
  reportIn(id: ID!, input: ReportInInput!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "What the called unit does, with evidence."
  recordAction(id: ID!, note: String!, attachments: [ID!]): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "建议改派: the called unit says who should come instead. Its limits run on until that is decided."
  proposeSubstitute(id: ID!, unitId: ID!, reason: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "Who whistled decides; an approved substitute is called, and the unit let go."
  decideSubstitute(id: ID!, approve: Boolean!, reason: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "The rated unit answers."
  answerRating(id: ID!, answer: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "成果公示: what residents may read of it, without personal data, with pictures of the publisher's own from before and after, which anybody may see from then on. Again replaces it."
  publishWhistle(id: ID!, text: String!, before: [ID!], after: [ID!]): Whistle! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "What was published is withdrawn: nobody reads it or sees its pictures any more."
  withdrawPublication(id: ID!): Whistle! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "会商研判: who whistled calls units to a meeting."
  callConsultation(whistleId: ID!, input: ConsultationInput!): Consultation! @owner(service: DISPATCH) @subject(ids: ["whistleId"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "The meeting was held: who came, what was said, and who does what until when."
  recordConsultation(id: ID!, input: ConsultationRecordInput!): Consultation! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "A unit has done what it took on."
  finishConsultationTask(id: ID!, result: String!): Consultation! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "联合检查: what a unit that is present found, or who whistled."
  recordFinding(whistleId: ID!, input: FindingInput!): Finding! @owner(service: DISPATCH) @subject(ids: ["whistleId"]) @allow(roles: [STREET, COMMUNITY, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "移送: hands a finding without a notice over to a called unit with enforcement power, by who found it or who whistled. Again with the same unit nothing changes."
  handOverFinding(id: ID!, unitId: ID!, note: String!): Finding! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "Serves the numbered 整改通知 for a finding that has none: by the unit that it was handed over to, or that found it, with enforcement power (ENFORCEMENT_POWER)."
  serveCorrectionNotice(id: ID!, correctBy: DateTime!): Finding! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, DEPARTMENT]) @actingFor(allowed: true)
  "复查: it is corrected. By who found it, who served the notice, or who whistled."
  confirmCorrection(id: ID!, note: String!): Finding! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "The called unit has done its part."
  finishSummons(id: ID!, result: String!): Summons! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [DEPARTMENT, COMPANY, STREET]) @actingFor(allowed: true)
  "The whistler ends the whistle and rates the called units."
  completeWhistle(id: ID!, outcome: String!, ratings: [SummonsRatingInput!]!, expectedVersion: Int): Whistle! @owner(service: DISPATCH) @subject(ids: ["id"]) @allow(roles: [STREET, COMMUNITY]) @actingFor(allowed: true)
  "A dispute is taken to a committee, from an appeal or on its own."
  openMediation(input: OpenMediationInput!): Mediation! @owner(service: MEDIATION) @subject(ids: ["input.appealId"]) @allow(roles: [STREET, COMMUNITY, MEDIATOR]) @actingFor(allowed: true)
  "Mediation is voluntary: it starts when every party consents."
  recordConsent(id: ID!, partyId: ID!, consents: Boolean!): Mediation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [COMMUNITY, MEDIATOR]) @actingFor(allowed: true)
  "Minutes of one sitting."
  recordMediationSession(id: ID!, input: MediationSessionInput!): Mediation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [MEDIATOR]) @actingFor(allowed: true)
  "More time for mediating, by agreement of every party (CONSENT_MISSING), as often as they agree; it counts from the present limit on, and what they said stands among the minutes."
  extendMediation(id: ID!, input: MediationExtensionInput!): Mediation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [MEDIATOR]) @actingFor(allowed: true)
  "An agreement; its gaps under the law are named, not hidden."
  concludeMediation(id: ID!, input: AgreementInput!, expectedVersion: Int): Mediation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [MEDIATOR]) @actingFor(allowed: true)
  "No agreement was reached."
  failMediation(id: ID!, reason: String!, expectedVersion: Int): Mediation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [MEDIATOR]) @actingFor(allowed: true)
  "Whether the parties did what they agreed."
  recordPerformance(id: ID!, performed: Boolean!, note: String!): Mediation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [COMMUNITY, MEDIATOR]) @actingFor(allowed: true)
  "The parties' joint application to the court, pre-checked against its grounds."
  applyJudicialConfirmation(id: ID!, input: ConfirmationInput!): JudicialConfirmation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [MEDIATOR]) @actingFor(allowed: true)
  "What the court ruled."
  recordConfirmationRuling(id: ID!, confirmed: Boolean!, note: String): JudicialConfirmation! @owner(service: MEDIATION) @subject(ids: ["id"]) @allow(roles: [STREET, MEDIATOR]) @actingFor(allowed: true)
  "What the appellant said when asked."
  recordFollowUp(id: ID!, input: FollowUpInput!): FollowUp! @owner(service: EVALUATION) @subject(ids: ["id"]) @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY]) @actingFor(allowed: true)
  "The hotline's own follow-up of a matter it sent; of another system's name it is told EXTERNAL_SYSTEM."
  importFollowUp(system: String!, number: String!, input: FollowUpInput!): FollowUp! @owner(service: EVALUATION) @subject(externals: ["system", "number"]) @allow(roles: [INTEGRATION]) @actingFor(allowed: true)
  "By the resident, with the secret of the receipt; once."
  rateAppeal(number: String!, secret: String!, stars: Int!, comment: String): Rating! @owner(service: EVALUATION) @subject(numbers: ["number"]) @public @actingFor(allowed: true)
  "The answer holds the secret, this once."
  registerWebhook(input: WebhookInput!): WebhookEndpoint! @owner(service: NOTIFICATION) @allow(roles: [DEPARTMENT, COMPANY, INTEGRATION]) @actingFor(allowed: false)
  "Nothing is sent to it any more."
  removeWebhook(id: ID!): Boolean! @owner(service: NOTIFICATION) @subject(none: "owned here, and nobody else tells of it") @allow(roles: [DEPARTMENT, COMPANY, INTEGRATION]) @actingFor(allowed: false)
  "Sends the same event again."
  replayWebhookDelivery(id: ID!): WebhookDelivery! @owner(service: NOTIFICATION) @subject(none: "owned here, and nobody else tells of it") @allow(roles: [DEPARTMENT, COMPANY, INTEGRATION]) @actingFor(allowed: false)
  "Answers how many were marked."
  markMessagesRead(ids: [ID!]!): Int! @owner(service: NOTIFICATION) @subject(none: "owned here, and nobody else tells of it") @allow(roles: [DISTRICT, STREET, COMMUNITY, GRID, DEPARTMENT, COMPANY, MEDIATOR]) @actingFor(allowed: true)
}

enum UnitKind {
  AREA_OFFICE
  STREET_OFFICE
  STATION
  DEPARTMENT
  PUBLIC_INSTITUTION
  PUBLIC_SERVICE_COMPANY
  PLATFORM_COMPANY
  PROPERTY_COMPANY
  MEDIATION_COMMITTEE
  CO_BUILDING_UNIT
}

type Area {
  code: AreaCode!
  name: String!
  level: Level!
  parent: Area @owner(service: DIRECTORY) @load(operation: "areasByCode", by: "parentCode", public: true)
  children: [Area!]! @owner(service: DIRECTORY) @load(operation: "areasByParent", by: "code", public: true)
  boundary: JSON @owner(service: DIRECTORY) @load(operation: "boundariesByCode", by: "code", public: true)
}

type Unit {
  id: ID!
  name: String!
  kind: UnitKind!
  "执法权: the law by which it serves a numbered 整改通知书; null where it has none."
  enforcementBasis: String
  area: Area! @owner(service: DIRECTORY) @load(operation: "areasByCode", by: "areaCode")
}

type Post {
  title: String!
  unit: Unit!
  duties: [Duty!]!
}

type Person {
  id: ID!
  name: String!
}

type GovernanceProfile {
  key: String!
  name: String!
  version: Int!
  validFrom: Date!
  validUntil: Date
  definition: JSON!
}

"""
离岗代理: in [from, until) the delegate acts for a unit that is away. Whoever of the delegate sends the header \`x-weisu-acting-for\` with the unit's id acts
as the unit, with the rights of the own roles; the ledger names both. A delegate that is away itself hands on to its own.
"""
type Absence {
  id: ID!
  unit: Unit!
  delegate: Unit!
  from: DateTime!
  until: DateTime!
  reason: String!
  recordedAt: DateTime!
  recordedBy: Person
}

input AbsenceInput {
  unitId: ID!
  "Of the same kind and street, or an office above. Default: the unit's deputy."
  delegateId: ID
  "Default, and earliest: now."
  from: DateTime
  "At most 366 days after it begins."
  until: DateTime!
  reason: String!
}

enum CalendarState {
  DRAFT
  ACTIVE
  RETIRED
}

"From until, HH:mm, half-open."
type OfficeHours {
  from: String!
  until: String!
}

"A street with office hours of its own."
type StreetOfficeHours {
  area: Area!
  officeHours: [OfficeHours!]!
}

"One year's notice: what rests (weekends inside a holiday included) and which weekend days are worked (调休)."
type CalendarYear {
  year: Int!
  offDays: [Date!]!
  workDays: [Date!]!
}

"A day decided by hand, which goes before the notices."
type DayOverride {
  date: Date!
  working: Boolean!
  reason: String!
}

"A version of the district's calendar. A draft counts nothing until it is activated; what it would do to the limits that run is shown first."
type CalendarVersion {
  version: ID!
  state: CalendarState!
  officeHours: [OfficeHours!]!
  streets: [StreetOfficeHours!]!
  years: [CalendarYear!]!
  overrides: [DayOverride!]!
  draftedAt: DateTime!
  draftedBy: String!
  activatedAt: DateTime
  activatedBy: String
  reason: String
  "Limits that residents were told may become earlier by it, and they are told."
  tellEarlier: Boolean!
  dispatchEffects: CalendarEffects @owner(service: DISPATCH) @load(operation: "dispatchCalendarEffects", by: "version")
  mediationEffects: CalendarEffects @owner(service: MEDIATION) @load(operation: "mediationCalendarEffects", by: "version")
  evaluationEffects: CalendarEffects @owner(service: EVALUATION) @load(operation: "evaluationCalendarEffects", by: "version")
}

"A day as the published lists give it: a holiday, or a weekend day that is worked."
input NoticeDayInput {
  date: Date!
  isOffDay: Boolean!
  name: String
}

input DayOverrideInput {
  date: Date!
  working: Boolean!
  reason: String!
}

input OfficeHoursInput {
  from: String!
  until: String!
}

input StreetOfficeHoursInput {
  areaCode: AreaCode!
  officeHours: [OfficeHoursInput!]!
}

"What is different from the version in force. A year given here replaces that year; overrides and streets are added, or replace those of the same day or street."
input CalendarDraftInput {
  version: ID!
  year: Int
  days: [NoticeDayInput!]
  overrides: [DayOverrideInput!]
  officeHours: [OfficeHoursInput!]
  streets: [StreetOfficeHoursInput!]
}

type Me {
  subject: ID!
  name: String!
  roles: [Role!]!
  unit: Unit
  area: Area
  posts: [Post!]!
  "Units that are away and that the caller's unit acts for now."
  representedUnits: [Unit!]!
}

"A code as people read it."
type Term {
  code: String!
  name: String!
  "Where there is little room; else the name."
  short: String!
  "Of a category: what it belongs under, as people read it."
  parent: String
}

"The values of one enum by its name, in order; \`ErrorCode\`: the sentence of every error; \`Category\`: the categories in force in an area."
type TermList {
  name: String!
  terms: [Term!]!
}

type Vocabulary {
  "Another one where anything of it changed: whoever keeps a copy asks for this alone."
  version: String!
  lists: [TermList!]!
}

enum Channel {
  HOTLINE_12345
  QR_CODE
  MINI_PROGRAM
  WEB
  DIRECT_LINE
  HOME_VISIT
  PATROL
  RECEPTION_DAY
  LEADER_VISIT
  DUTY_ROOM
  SERVICE_HALL
  LETTER_BOX
  CHAT_GROUP
  DELIBERATION
  SENSOR
  PETITION
  ONLINE_FORUM
  PUBLIC_OPINION
  CITY_MANAGEMENT
  SUPERIOR_ASSIGNED
  PARTNER_SYSTEM
}

"REPORTED by someone, or FOUND by ourselves (主动发现, what 未诉先办 counts)."
enum Origin {
  REPORTED
  FOUND
}

"When a resident may be called: 现在, 白天 (8:00 to 20:00), or 发消息不必来电. An URGENT matter is called about at any hour; BY_DAY holds for ROUTINE matters."
enum ContactWhen {
  NOW
  BY_DAY
  BY_MESSAGE
}

enum AppellantKind {
  PERSON
  ENTERPRISE
  GROUP
}

"Who asks. Masked unless the caller may reveal it; revealing is an audited mutation with a purpose. Null for a matter found by ourselves."
type Appellant {
  kind: AppellantKind!
  anonymous: Boolean!
  name: String
  phone: String
  "What an office was given as number, where it is more or other than \`phone\`: several numbers, an extension, words. Nobody calls it; whole only where it is revealed."
  phoneWritten: String
  persons: Int
  "When she may be called; null: there is no number to call."
  contactWhen: ContactWhen
}

"One matter, from a resident or found by ourselves. Each service adds and answers its own fields."
type Appeal {
  id: ID!
  "What the resident is given: day, running number, check digit, e.g. 20261121-000123-4. It never changes and holds no area."
  number: String! @owner(service: INTAKE) @load(operation: "appealsById")
  title: String! @owner(service: INTAKE) @load(operation: "appealsById")
  text: String! @owner(service: INTAKE) @load(operation: "appealsById")
  channel: Channel! @owner(service: INTAKE) @load(operation: "appealsById")
  origin: Origin! @owner(service: INTAKE) @load(operation: "appealsById")
  "Null until it is located; such appeals wait at the district's desk."
  area: Area @owner(service: DIRECTORY) @load(operation: "areasByCode", by: "areaCode")
  address: String @owner(service: INTAKE) @load(operation: "appealsById")
  point: GeoPoint @owner(service: INTAKE) @load(operation: "appealsById")
  appellant: Appellant @owner(service: INTAKE) @load(operation: "appealsById")
  "The identity is hidden from handlers; contact only through the dispatch desk."
  confidential: Boolean! @owner(service: INTAKE) @load(operation: "appealsById")
  "首问(首接): who received it first; it never changes. For a hotline matter the first unit it was dispatched to."
  firstReceiver: Unit
  "重复件: the same person and matter again. Counted, and answered with progress; never dropped. Null where the caller may not know who asked in one of the two."
  repeatOf: Appeal @owner(service: INTAKE) @load(operation: "appealsById", by: "repeatOfId")
  "In the answer of \`registerAppeal\` alone, for a row without a number (\`clientId\`): the number of an earlier one that the caller brought in with the same words or at the same instant."
  similarTo: String
  external: ExternalOrder @owner(service: INTAKE) @load(operation: "appealsById")
  submittedAt: DateTime! @owner(service: INTAKE) @load(operation: "appealsById")
  "When it was registered here; later than \`submittedAt\` for matters brought in from elsewhere."
  registeredAt: DateTime! @owner(service: INTAKE) @load(operation: "appealsById")
  "When who asked, where exactly and in which words was erased (PIPL art. 19, 47); null while it is kept."
  personalDataErasedAt: DateTime @owner(service: INTAKE) @load(operation: "appealsById")
  evidence: [Attachment!]! @owner(service: INTAKE) @load(operation: "attachmentsById", by: "evidenceIds")
  "Whether the caller's unit took part and has nothing to do with it any more (returned, cancelled, let go, relocated): it sees number, class and what it did itself until then; \`title\` only where an office gave it, \`text\` says so instead, and \`status\` reads REGISTERED."
  former: Boolean! @owner(service: DISPATCH) @load(operation: "handlingByAppeal", absent: "false")
  "Reads REGISTERED before dispatch has heard of the appeal."
  status: AppealStatus! @owner(service: DISPATCH) @load(operation: "handlingByAppeal", absent: "REGISTERED")
  category: String @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  nature: Nature @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  urgency: Urgency @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  sphere: Sphere @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  difficulty: Difficulty @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  size: MatterSize @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  "The profile's factors that a person saw."
  factors: [String!] @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  "Who answers for it now; 1 is the grid, 2 the community, 3 the street, 4 the district."
  responseLevel: Int @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  caseLeader: CaseLeadership @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  "并案: several doors or residents, one handling; each keeps reply, follow-up and rating."
  mergedInto: Appeal @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  account: Account @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  "Null: not yet, nobody to call, or no limit for it."
  firstContact: FirstContact @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  "即办件: settled on the spot by the grid."
  selfHandled: Boolean @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  version: Int @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  "Explained suggestion from the profile's keywords; a person decides (PIPL art. 24)."
  suggestion: Suggestion @owner(service: DISPATCH) @load(operation: "handlingByAppeal")
  workOrders: [WorkOrder!]! @owner(service: DISPATCH) @load(operation: "workOrdersByAppeal")
  whistles: [Whistle!]! @owner(service: DISPATCH) @load(operation: "whistlesByAppeal")
  requests: [Request!]! @owner(service: DISPATCH) @load(operation: "requestsByAppeal")
  "督办单 of the matter."
  supervisionNotices: [SupervisionNotice!]! @owner(service: DISPATCH) @load(operation: "supervisionNoticesByAppeal")
  "What was passed to other systems."
  passings: [Passing!]! @owner(service: DISPATCH) @load(operation: "passingsByAppeal")
  clocks: [Clock!]! @owner(service: DISPATCH) @load(operation: "clocksByAppeal")
  ledger: [LedgerEntry!]! @owner(service: DISPATCH) @load(operation: "ledgerByAppeal")
  mediations: [Mediation!]! @owner(service: MEDIATION) @load(operation: "mediationsByAppeal")
  followUps: [FollowUp!]! @owner(service: EVALUATION) @load(operation: "followUpsByAppeal")
  rating: Rating @owner(service: EVALUATION) @load(operation: "ratingByAppeal")
}

"A matter that another system sent, with that system's own number and limits. Only the sender closes it."
type ExternalOrder {
  system: String!
  number: String!
  dispatchedAt: DateTime!
  dueBy: DateTime!
  returnBy: DateTime
  followUpBySender: Boolean!
  replyRequired: Boolean!
  "Typed by an office. The system's own matter of that number, where it sends one, stands beside it, and is the one that the system speaks of."
  byHand: Boolean
}

type AppealEdge {
  node: Appeal!
  cursor: String!
}

type AppealConnection {
  edges: [AppealEdge!]!
  pageInfo: PageInfo!
}

"\`trackingSecret\` lets its holder follow, rate and withdraw without an account. \`repeatOfNumber\` is told to the account that said it first, and to nobody else."
type Receipt {
  id: ID!
  number: String!
  areaCode: AreaCode
  trackingSecret: String!
  repeatOfNumber: String
}

input SubmitAppealInput {
  title: String
  text: String!
  areaCode: AreaCode
  address: String
  point: GeoPointInput
  name: String
  phone: String
  "When she may be called; NOW where a number is given and nothing else is said."
  contactWhen: ContactWhen
  kind: AppellantKind = PERSON
  confidential: Boolean = false
  "WEB, QR_CODE or MINI_PROGRAM: the others are for those who register what somebody says."
  channel: Channel = WEB
  attachments: [ID!]
  clientId: ID
}

input RegisterAppealInput {
  title: String
  text: String!
  areaCode: AreaCode
  address: String
  point: GeoPointInput
  name: String
  phone: String
  "When the appellant may be called; NOW where a number is given and nothing else is said."
  contactWhen: ContactWhen
  kind: AppellantKind = PERSON
  persons: Int
  confidential: Boolean = false
  channel: Channel!
  origin: Origin! = REPORTED
  occurredAt: DateTime
  attachments: [ID!]
  external: ExternalOrderInput
  "Of the caller's own making. \`row:\` and a version 5 UUID where it is made of what a row of a file says: that is kept as a keyed mark, and the answer says what the row resembles."
  clientId: ID
}

input ExternalOrderInput {
  system: String!
  number: String!
  dispatchedAt: DateTime!
  dueBy: DateTime!
  returnBy: DateTime
  categoryCode: String
  urgency: Urgency
  handlerUnitIds: [ID!]
  followUpBySender: Boolean! = false
  replyRequired: Boolean! = true
}

input OnTheSpotInput {
  text: String!
  category: String
  areaCode: AreaCode
  point: GeoPointInput
  occurredAt: DateTime!
  outcome: OnTheSpotOutcome!
  action: String!
  name: String
  phone: String
  attachments: [ID!]
  clientId: ID!
}

enum OnTheSpotOutcome {
  SETTLED
  ANSWERED
  DISSUADED
}

enum Nature {
  INQUIRY
  SUGGESTION
  HELP
  COMPLAINT
  TIP_OFF
  DISPUTE
  HAZARD
  PRAISE
}

enum Urgency {
  URGENT
  FAST
  ROUTINE
}

"批量分拨."
type BulkAllocation {
  id: ID!
  askedAt: DateTime!
  total: Int!
  done: Int!
  failed: Int!
  rows: [BulkAllocationRow!]!
}

"反复退单."
type ReturnedOften {
  appeal: Appeal! @owner(service: INTAKE) @load(operation: "appealsById", by: "appealId")
  returns: Int!
  units: [Unit!]! @owner(service: DIRECTORY) @load(operation: "unitsById", by: "unitIds")
  lastReturnedAt: DateTime!
}

"\`code\` and \`message\` say why a row was not carried out; null with a \`doneAt\`: it was."
type BulkAllocationRow {
  appealId: ID!
  doneAt: DateTime
  code: String
  message: String
  workOrderIds: [ID!]!
}

"难易."
enum Difficulty {
  EASY
  HARD
}

"大小."
enum MatterSize {
  SMALL
  LARGE
}

"TREATMENT: as the profile puts matters in order (先易后难、先小后大、先急后缓), then by deadline."
enum WorkbenchOrder {
  DEADLINE
  TREATMENT
}

"三事: 公事, 共事, 家事."
enum Sphere {
  PUBLIC
  SHARED
  PRIVATE
}

"REPORTED_BACK: answered to the outside system that sent it, whose verdict is awaited. MERGED: 并案. DEFERRED: 暂缓办理, still counts as unsolved."
enum AppealStatus {
  REGISTERED
  ALLOCATED
  HANDLING
  RESOLVED
  REPORTED_BACK
  CLOSED
  DECLINED
  MERGED
  DEFERRED
  WITHDRAWN
}

"How the appellant was first contacted, where a limit runs for that from registration: IN_TIME and LATE by a call (LATE: also not at all), MESSAGE by the text that she chose instead."
enum FirstContact {
  IN_TIME
  LATE
  MESSAGE
}

enum HandlerRole {
  LEAD
  ASSIST
}

enum WorkOrderStatus {
  DISPATCHED
  ACCEPTED
  HANDLING
  RESOLVED
  RETURNED
  CANCELLED
}

"北京市街道办事处条例 art. 5; a profile may narrow the list."
enum WhistleSituation {
  HARD_MATTER
  KEY_WORK
  JOINT_ENFORCEMENT
  EMERGENCY
}

enum SummonsStatus {
  CALLED
  ACKNOWLEDGED
  REFUSED
  UPHELD
  OVERRULED
  WAIVED
  PRESENT
  ACTING
  FINISHED
}

enum SupervisionCause {
  HAND
  REFUSAL
  OVERDUE
  RETURNED_OFTEN
  REOPENED_OFTEN
  BAD_EFFECT
}

"督办单. \`text\` is null where the profile issued it without a person."
type SupervisionNotice {
  id: ID!
  number: String!
  "The appeal or whistle that it is about."
  subjectId: ID!
  unit: Unit!
  cause: SupervisionCause!
  text: String
  issuedBy: Unit
  issuedAt: DateTime!
  answerBy: DateTime!
  answer: String
  answeredAt: DateTime
  late: Boolean
}

"文书 of dispatching, and what each is about: COLLECTION 问题收集登记单, HANDLING 问题处理登记单, FEEDBACK 问题反馈登记单, OPINION 群众诉求处理意见书 and FOLLOW_UP 群众诉求办理情况回访登记表 a matter, CONSULTATION 会商研判记录表 a consultation, WHISTLE 哨单 a whistle, SUPERVISION 督办单 a notice."
enum PaperKind {
  COLLECTION
  HANDLING
  FEEDBACK
  CONSULTATION
  OPINION
  FOLLOW_UP
  WHISTLE
  SUPERVISION
}

"REPLACED: issued anew under the same number. ERASED: its words went with the personal data of the matter, or with an appellant who took it back."
enum PaperState {
  VALID
  REPLACED
  ERASED
}

"A paper as it was issued: printed twice it has the same bytes."
type Paper {
  id: ID!
  kind: PaperKind!
  number: String!
  "校验码: whoever holds the paper checks it with number and code (\`verifyPaper\`)."
  code: String!
  "What it is about, as \`issuePaper\` was told."
  subjectId: ID!
  appealId: ID
  unit: Unit!
  "Name and telephone number of the appellant stand on it in full; printing it is a reveal, which is on record."
  named: Boolean!
  state: PaperState!
  issuedAt: DateTime!
  "Addresses of the files at the gateway: \`/papers/….pdf\`, \`/papers/….docx\`."
  pdf: String!
  docx: String!
  "Template and fields as they were then. What a resident said is not kept twice: printing reads it from who keeps it. Null once erased."
  sheet: JSON
}

"What a street has printed instead of our own template (YAML: rows of labels and texts with {fields})."
type PaperTemplate {
  kind: PaperKind!
  template: String!
  "What may stand in it between braces."
  fields: [String!]!
  "Whose it is: the street's or the district's. Null: ours."
  area: Area
  setBy: Unit
  setAt: DateTime
}

"""
台账, one row a matter; what each column holds: CHANNEL the door, SUBMITTED_AT when it was said, TITLE and TEXT what (at most 2 000 characters; telephone and identity numbers left out unless \`named\`), AREA and
ADDRESS where, CATEGORY, NATURE and URGENCY as classified, UNIT who has it in hand and SINCE when, DUE_BY the limit of resolving, else the nearest that runs, STATUS, RESULT what the lead said of it (at most
1 000 characters, without such numbers), NAME and PHONE of who asked, masked unless \`named\`, FOLLOW_UP and SATISFACTION what was answered last, RATING the stars, REPEAT_OF the number that it repeats.
"""
enum LedgerColumn {
  NUMBER
  CHANNEL
  SUBMITTED_AT
  TITLE
  TEXT
  AREA
  ADDRESS
  CATEGORY
  NATURE
  URGENCY
  UNIT
  SINCE
  DUE_BY
  STATUS
  RESULT
  NAME
  PHONE
  FOLLOW_UP
  SATISFACTION
  RATING
  REPEAT_OF
}

"EXPIRED: the file was kept and is deleted: after a day, with the end of the absence that it was asked for in, or with the erasure of a matter in it."
enum LedgerExportState {
  WAITING
  RUNNING
  DONE
  FAILED
  CANCELLED
  EXPIRED
}

"台账导出: asked for, made with the asker's rights as they are then, fetched by the asker alone, gone after a day."
type LedgerExport {
  id: ID!
  state: LedgerExportState!
  columns: [LedgerColumn!]!
  named: Boolean!
  purpose: String
  askedAt: DateTime!
  endedAt: DateTime
  "Until when the file is kept; null unless DONE."
  expiresAt: DateTime
  "Matters so far."
  rows: Int!
  "Why it FAILED, or EXPIRED before its day."
  code: String
  message: String
  "Address at the gateway: \`/exports/….xlsx\`; null unless DONE."
  file: String
  "When it was fetched, the latest first."
  fetches: [LedgerExportFetch!]!
}

"Somebody was handed the file. \`megabytes\`: of what stands in it, before it is packed."
type LedgerExportFetch {
  id: ID!
  at: DateTime!
  exportId: ID!
  columns: [LedgerColumn!]!
  rows: Int!
  pages: Int!
  megabytes: Int!
}

"\`named\`: names and telephone numbers in full, of at most 10 000 matters; each is a reveal for the \`purpose\`, which is on record. \`filter\`: that of \`appeals\`, without \`former\`."
input LedgerExportInput {
  columns: [LedgerColumn!]!
  filter: AppealFilter
  named: Boolean = false
  purpose: String
}

"What anybody is told who holds a paper. No personal data."
type VerifiedPaper {
  kind: PaperKind!
  title: String!
  number: String!
  unit: String!
  state: PaperState!
  issuedAt: DateTime!
  "Whether the file, by its SHA-256, was printed here as this paper; null where none was named. One changed letter makes it false."
  unchanged: Boolean
}

enum PassingStatus {
  PASSED
  RECEIVED
  HANDLING
  DONE
  REFUSED
}

"A matter that was passed to another system."
type Passing {
  id: ID!
  "Our number of the matter."
  appealNumber: String!
  system: String!
  "What the other system is to do."
  text: String!
  passedBy: Unit
  passedAt: DateTime!
  "The other system's number; null until it answers."
  number: String
  status: PassingStatus!
  statusAt: DateTime!
}

"\`number\` is the other system's. What it sent to us has its own status there: OPEN, REPORTED_BACK or CLOSED; what we passed to it a PassingStatus."
input ReconcileRowInput {
  number: String!
  status: String!
}

type ReconciledRow {
  number: String!
  ours: String
  theirs: String
}

type Reconciliation {
  agreed: Int!
  "The other system names it, and we do not have it."
  missingHere: [ReconciledRow!]!
  "Between us since that day, and the other system does not name it; without a number: it never answered."
  missingThere: [ReconciledRow!]!
  diverging: [ReconciledRow!]!
}

"What one may do with one thing."
type Possibilities {
  id: ID!
  "In the order in which work usually goes; operations of the thing alone, not of what belongs to it."
  operations: [Possibility!]! @owner(service: DISPATCH) @load(operation: "dispatchPossibilities") @alsoFrom(service: MEDIATION, operation: "mediationPossibilities") @alsoFrom(service: INTAKE, operation: "intakePossibilities")
  "Of a matter that the caller may close: what has to be finished, or waived by name and reason (\`WaiverInput.blockerId\`)."
  closingBlockers: [ClosingBlocker!]! @owner(service: DISPATCH) @load(operation: "dispatchPossibilities")
}

"An operation of the contract, and whether the caller may call it now with arguments that are right."
type Possibility {
  "The operation's name in the contract."
  operation: String!
  "Which request, where the operation is \`fileRequest\`."
  kind: RequestKind
  allowed: Boolean!
  "It was done and would change nothing: nobody needs to call it."
  done: Boolean!
  "Why not: the code that the operation would answer; and its sentence."
  code: String
  messageZh: String
}

"What keeps a matter from being closed."
type ClosingBlocker {
  id: ID!
  kind: ClosingBlockerKind!
}

enum ClosingBlockerKind {
  WORK_ORDER
  SUMMONS
  WHISTLE
  REQUEST
  MEDIATION
  PASSING
  ACCOUNT
  OPINION
  FOLLOW_UP
}

enum RequestKind {
  RETURN
  EXTEND
  SUSPEND
  ESCALATE
  DEFER
  "清单外交办: work that is not on a unit's duty list, as an exception."
  OFF_LIST
  "边界事项: nobody holds it to be theirs; the arbiter names the unit that leads, which cannot return it."
  ARBITRATE
}

"北京接诉即办条例 art. 11."
enum DeclineGround {
  EMERGENCY_LINE
  LEGAL_CHANNEL
  PETITION
  REPEAT_NO_NEW_FACTS
  SECRET
  OUT_OF_SCOPE
  ILLEGAL
}

"Everything that happened to an appeal, from every service, in order. \`sequence\` has no gap per service."
type LedgerEntry {
  at: DateTime!
  service: Service!
  sequence: Int!
  type: String!
  actor: String!
  unit: Unit
  "The unit that acted for \`unit\`, which was away."
  delegate: Unit
  summary: String!
  detail: JSON
}

"Who was shown one matter, and when. Lists are no opening; the same person, matter and operation is written down once a minute."
type AppealOpening {
  at: DateTime!
  "It was opened with: appeal, whistle, trackAppeal, mediation, file."
  operation: String!
  "Subject of the token; \`anonymous\` is whoever holds the number and secret of the receipt."
  actorId: ID!
  "STAFF, RESIDENT or INTEGRATION."
  actorKind: String!
  unitId: ID
  "The unit that acted for \`unitId\`, which was away."
  delegateId: ID
  "The program that was used."
  client: String!
  correlationId: ID!
}

type AppealOpeningEdge {
  node: AppealOpening!
  cursor: String!
}

type AppealOpeningConnection {
  edges: [AppealOpeningEdge!]!
  pageInfo: PageInfo!
  "What was opened before is not kept any more: whole months go after a term. Null while none went."
  keptSince: DateTime
}

"包案: the duties (五包三问) are the street's own text."
type CaseLeadership {
  leader: Person!
  since: DateTime!
  duties: [LeaderDuty!]!
  team: [Person!]!
  "The team with the roles that the profile wants of it, such as “1+1+2+N”."
  members: [TeamMember!]!
}

type TeamMember {
  person: Person!
  role: String!
}

type LeaderDuty {
  id: ID!
  text: String!
  dueBy: DateTime
  doneAt: DateTime
  doneBy: Person
}

"挂账督办: claimed by a leader, with measures and a date, checked, then struck off."
type Account {
  claimedBy: Person
  measures: String!
  dueBy: DateTime!
  reviews: [String!]!
  acceptance: String
  struckOffAt: DateTime
}

type WorkOrder {
  id: ID!
  appeal: Appeal! @owner(service: INTAKE) @load(operation: "appealsById", by: "appealId")
  unit: Unit! @owner(service: DIRECTORY) @load(operation: "unitsById", by: "unitId")
  role: HandlerRole!
  status: WorkOrderStatus!
  contactedAt: DateTime
  verifiedAt: DateTime
  clocks: [Clock!]!
  opinion: HandlingOpinion
  returns: Int!
  version: Int!
}

type HandlingOpinion {
  number: String!
  facts: String!
  opinion: String!
  basis: String
  filedAt: DateTime!
}

"退单, 延期, 挂起, 提级, 暂缓 are applied for and decided; the clock runs until approval."
type Request {
  id: ID!
  kind: RequestKind!
  appealId: ID!
  workOrderId: ID
  reason: String!
  "What was tried before (提级)."
  tried: [String!]!
  evidence: [Attachment!]! @owner(service: INTAKE) @load(operation: "attachmentsById", by: "evidenceIds")
  by: Budget
  "OFF_LIST: the unit that is to get it. ARBITRATE: the one that the arbiter designated."
  unit: Unit
  requestedBy: Unit!
  decideBy: DateTime!
  approved: Boolean
  decision: String
  decidedBy: Unit
  decidedAt: DateTime
}

"哨单. \`appeals\` may be empty (joint enforcement, key work) or many (one whistle for many matters of a kind)."
type Whistle {
  id: ID!
  number: String!
  appeals: [Appeal!]! @owner(service: INTAKE) @load(operation: "appealsById", by: "appealIds")
  area: Area!
  by: Unit!
  endorsedBy: Unit
  situation: WhistleSituation!
  reason: String!
  blownAt: DateTime!
  summonses: [Summons!]!
  completedAt: DateTime
  outcome: String
  consultations: [Consultation!]! @owner(service: DISPATCH) @load(operation: "consultationsByWhistle")
  findings: [Finding!]! @owner(service: DISPATCH) @load(operation: "findingsByWhistle")
  version: Int!
}

"报到任务: one called unit, with its own clocks."
type Summons {
  id: ID!
  whistle: Whistle! @owner(service: DISPATCH) @load(operation: "whistlesById", by: "whistleId")
  unit: Unit! @owner(service: DIRECTORY) @load(operation: "unitsById", by: "unitId")
  status: SummonsStatus!
  clocks: [Clock!]!
  refusal: String
  reportIn: ReportIn
  actions: [Action!]!
  result: String
  stars: Int
  substitute: SubstituteProposal
  "What the unit answers to its stars."
  ratingAnswer: String
  version: Int!
}

"建议改派. \`approved\` is null until who whistled decides; then the substitute has a summons of its own."
type SubstituteProposal {
  unit: Unit!
  reason: String!
  approved: Boolean
}

"会商研判: a meeting about a whistle, with its record."
type Consultation {
  id: ID!
  calledBy: Unit!
  agenda: String!
  place: String!
  at: DateTime!
  heldAt: DateTime
  attendance: [Attendance!]!
  record: String
  tasks: [ConsultationTask!]!
}

"\`person\` is null for a unit that did not come, or while the meeting is not held."
type Attendance {
  unit: Unit!
  person: String
}

"责任明确到人，进度具体到日."
type ConsultationTask {
  id: ID!
  text: String!
  unit: Unit!
  person: String!
  dueBy: DateTime!
  doneAt: DateTime
  result: String
}

"联合检查: what was found at a place; with a date for its correction a 整改通知 with a number was served."
type Finding {
  id: ID!
  unit: Unit!
  place: String!
  text: String!
  "告知、劝导: whoever was there was told what to do, without an order."
  advised: Boolean!
  foundAt: DateTime!
  "移送: the called unit with enforcement power that it was handed over to."
  handedTo: Unit
  handedAt: DateTime
  handedNote: String
  number: String
  "Who served the notice; null where none was served."
  servedBy: Unit
  "法律依据: the law that the notice rests on, as the directory had it on that day."
  basis: String
  "A notice from before power was asked for: its number stands, the law that it rests on is not known here."
  withoutBasis: Boolean!
  correctBy: DateTime
  correctedAt: DateTime
  correction: String
  evidence: [Attachment!]! @owner(service: INTAKE) @load(operation: "attachmentsById", by: "evidenceIds")
}

input ConsultationInput {
  agenda: String!
  place: String!
  at: DateTime!
  unitIds: [ID!]!
}

input AttendanceInput {
  unitId: ID!
  person: String!
}

input ConsultationTaskInput {
  text: String!
  unitId: ID!
  person: String!
  dueBy: DateTime!
}

input ConsultationRecordInput {
  "Who came; the invited units that are not named were absent."
  attendance: [AttendanceInput!]!
  record: String!
  tasks: [ConsultationTaskInput!]!
}

input FindingInput {
  place: String!
  text: String!
  "With a date a 整改通知 is served, by a unit with enforcement power (ENFORCEMENT_POWER)."
  correctBy: DateTime
  "告知、劝导: whoever was there was told what to do. For whoever has no power to order it."
  advised: Boolean
  attachments: [ID!]
}

"Of what it was called to in a period; rates are null where there is nothing to count."
type CalledUnitAssessment {
  unit: Unit!
  called: Int!
  "Acknowledged, of those called."
  responseRate: Float
  "Reported in in time, of those that had to."
  onTimeRate: Float
  "Finished, of those that had to."
  settlementRate: Float
  "Refusals that the district overruled."
  overruled: Int!
  stars: Float
}

"A whistle as residents read it: no names of officials, no numbers of matters. Nothing is joined, since nobody has to be signed in."
type PublicWhistle {
  id: ID!
  areaCode: AreaCode!
  areaName: String!
  text: String!
  units: [String!]!
  blownAt: DateTime!
  completedAt: DateTime
  publishedAt: DateTime!
  "Addresses of pictures at the gateway: \`/files/…\`."
  before: [String!]!
  after: [String!]!
}

type PublicWhistleEdge {
  node: PublicWhistle!
  cursor: String!
}

type PublicWhistleConnection {
  edges: [PublicWhistleEdge!]!
  pageInfo: PageInfo!
}

enum WhistleBand {
  TOO_FEW
  WITHIN
  TOO_MANY
}

type StreetAssessment {
  area: Area!
  whistles: Int!
  matters: Int!
  "Whistles per hundred matters; null without matters."
  rate: Float
  "Null where the profile sets no band or there are no matters."
  band: WhistleBand
  "Completed, of those blown."
  completionRate: Float
}

type WhistleAssessment {
  units: [CalledUnitAssessment!]!
  streets: [StreetAssessment!]!
}

"报到: a named person, at a place, at a time, with evidence."
type ReportIn {
  officer: String!
  phone: String
  at: DateTime!
  point: GeoPoint
  insideArea: Boolean
  late: Boolean!
  evidence: [Attachment!]! @owner(service: INTAKE) @load(operation: "attachmentsById", by: "evidenceIds")
}

type Action {
  at: DateTime!
  by: String!
  note: String!
  evidence: [Attachment!]! @owner(service: INTAKE) @load(operation: "attachmentsById", by: "evidenceIds")
}

type AppealCounts {
  byStatus: JSON!
  byChannel: JSON!
  repeats: Int!
  found: Int!
  selfHandled: Int!
  clocksMet: Int!
  clocksOverdue: Int!
  whistles: Int!
  mediations: Int!
}

type WorkOrderEdge {
  node: WorkOrder!
  cursor: String!
}

type WorkOrderConnection {
  edges: [WorkOrderEdge!]!
  pageInfo: PageInfo!
}

type WhistleEdge {
  node: Whistle!
  cursor: String!
}

type WhistleConnection {
  edges: [WhistleEdge!]!
  pageInfo: PageInfo!
}

type RequestEdge {
  node: Request!
  cursor: String!
}

type RequestConnection {
  edges: [RequestEdge!]!
  pageInfo: PageInfo!
}

"What a resident may see without an account: a whitelist of steps, no names of officials, no internal notes."
type PublicProgress {
  number: String!
  status: AppealStatus!
  handlers: [String!]!
  dueBy: DateTime
  extendedBecause: String
  "Every limit that the profile tells residents of, in time."
  limits: [PublicLimit!]!
  steps: [PublicStep!]!
  mayRate: Boolean!
  "并案: it is handled with another matter of the same kind; who says that it is not the same separates it (\`separateAppeal\`)."
  merged: Boolean!
}

"A limit in the words of the profile, such as 承办单位与您联系."
type PublicLimit {
  label: String!
  dueBy: DateTime!
  "The year's holidays are not published yet; it may become later."
  provisional: Boolean!
  state: ClockState!
}

"值班表: who is rung for a unit from one instant to the other, and who when nobody answers."
type DutyShift {
  id: ID!
  unit: Unit!
  from: DateTime!
  until: DateTime!
  person: Person!
  backup: Person
}

enum DutyCallReason {
  STARTED
  REMINDER
  OVERDUE
  ESCALATED
}

"Somebody on duty was rung about a limit, outside office hours."
type DutyCall {
  id: ID!
  "The appeal or whistle that it is about."
  subjectId: ID!
  kind: ClockKind!
  unit: Unit
  dueBy: DateTime!
  why: DutyCallReason!
  person: Person!
  backup: Person
  calledAt: DateTime!
  backupCalledAt: DateTime
  answeredAt: DateTime
  answeredBy: Person
}

type PublicStep {
  at: DateTime!
  label: String!
  unit: String
  text: String
}

input AllocationInput {
  id: ID!
  handlers: [HandlerInput!]!
  expectedVersion: Int
}

input DutyShiftInput {
  from: DateTime!
  until: DateTime!
  personId: ID!
  backupId: ID
}

input ClassifyInput {
  category: String!
  nature: Nature!
  urgency: Urgency!
  sphere: Sphere
  complex: Boolean = false
  difficulty: Difficulty
  size: MatterSize
  "Keys of the profile's factors that the matter shows."
  factors: [String!]
  "Why, where it differs from the suggestion."
  reason: String
}

input HandlerInput {
  unitId: ID!
  role: HandlerRole!
}

input LeaderDutyInput {
  text: String!
  dueBy: DateTime
}

input TeamMemberInput {
  personId: ID!
  role: String!
}

input AppealFilter {
  areaCode: AreaCode
  status: [AppealStatus!]
  urgency: [Urgency!]
  channel: [Channel!]
  origin: Origin
  overdue: Boolean
  "Codes of categories."
  category: [String!]
  nature: [Nature!]
  sphere: Sphere
  "Whether a person has classified it."
  classified: Boolean
  "Whether it has a place; one without waits at the district's desk."
  located: Boolean
  "It has, or had until it was done, an order of this unit."
  unitId: ID
  level: Int
  onAccount: Boolean
  "包案: the leader of the case."
  leaderId: ID
  "A limit that still runs, or is over and not met, ends before."
  dueBefore: DateTime
  "The matters that my unit took part in and was let go from, instead of those that I see; only with \`channel\`, \`origin\`, \`from\` and \`until\`."
  former: Boolean
  "Found in the appeal's own text."
  text: String @lookup(service: INTAKE, operation: "appealIdsByText", as: "ids")
  from: DateTime
  until: DateTime
}

"Open: not completed. \`unitId\`: it was called. \`from\` and \`until\`: when it was blown."
input WhistleFilter {
  open: Boolean
  areaCode: AreaCode
  situation: [WhistleSituation!]
  unitId: ID
  from: DateTime
  until: DateTime
}

"Which side of a request my unit is on."
enum RequestSide {
  FILED
  TO_DECIDE
}

input RequestFilter {
  "Undecided, or decided and lapsed."
  open: Boolean
  kind: [RequestKind!]
}

input RequestInput {
  kind: RequestKind!
  appealId: ID!
  workOrderId: ID
  clockId: ID
  by: BudgetInput
  "OFF_LIST: the unit that is to get it."
  unitId: ID
  reason: String!
  "ESCALATE: what was tried before; the profile may want it."
  tried: [String!]
  attachments: [ID!]
}

input BlowWhistleInput {
  appealIds: [ID!]!
  areaCode: AreaCode!
  situation: WhistleSituation!
  reason: String!
  unitIds: [ID!]!
  gatherAt: GeoPointInput
}

input ReportInInput {
  officer: String!
  phone: String
  point: GeoPointInput
  attachments: [ID!]
}

input SummonsRatingInput {
  summonsId: ID!
  stars: Int!
}

input HandlingOpinionInput {
  facts: String!
  opinion: String!
  basis: String
}

input WaiverInput {
  blockerId: ID!
  reason: String!
}

input ClosingInput {
  solved: Boolean!
  meansExhausted: Boolean!
  note: String
}

"Explained suggestion from the profile's keywords; a person decides (PIPL art. 24)."
type Suggestion {
  category: String!
  nature: Nature
  urgency: Urgency
  sphere: Sphere
  leadUnits: [Unit!]!
  "Who assists by the duty matrix; none where the profile knows no dual allocation."
  assistUnits: [Unit!]!
  "The keywords found in the text."
  words: [String!]!
  "The profile's factors that its words suggest; they make it as urgent as the profile says."
  factors: [SuggestedFactor!]!
  "The profile's rule that they belong to; \`+factors\` where these made it more urgent."
  rule: String!
}

type SuggestedFactor {
  key: String!
  words: [String!]!
}

enum DisputeKind {
  NEIGHBOURHOOD
  MARRIAGE_FAMILY
  CONTRACT
  LABOUR
  PROPERTY_SERVICE
  OTHER
}

enum DisputeSource {
  HOME_VISIT
  ONLINE
  HOTLINE
  APPEAL
  COURT
  POLICE
  PARTY
}

enum MediationStatus {
  APPLIED
  CONSENT_PENDING
  MEDIATING
  AGREED
  FAILED
  WITHDRAWN
  PERFORMED
  BREACHED
}

enum ConfirmationStatus {
  OPEN
  APPLIED
  CONFIRMED
  REFUSED
  LAPSED
  NOT_ADMISSIBLE
}

type Mediation {
  id: ID!
  number: String!
  appeal: Appeal @owner(service: INTAKE) @load(operation: "appealsById", by: "appealId")
  source: DisputeSource!
  kind: DisputeKind!
  status: MediationStatus!
  committee: Unit!
  room: String
  mediators: [Person!]!
  parties: [Party!]!
  sessions: [MediationSession!]!
  agreement: MediationAgreement
  confirmation: JudicialConfirmation
  clocks: [Clock!]!
  failure: String
  version: Int!
}

type Party {
  id: ID!
  side: String!
  name: String!
  phone: String
  address: String
  agent: String
  consents: Boolean
}

type MediationSession {
  at: DateTime!
  place: String
  present: [String!]!
  record: String!
}

"人民调解法 29: facts and disputes, each side's responsibility, content, way and time of performance; in force when signed and sealed by the committee."
type MediationAgreement {
  number: String!
  facts: String!
  terms: String!
  performanceWay: String!
  performBy: Date
  oral: Boolean!
  effectiveAt: DateTime!
  gaps: [String!]!
}

"Joint application within 30 days of effect; 最高法民诉法解释 (2022) 353-358 decides what is admissible."
type JudicialConfirmation {
  status: ConfirmationStatus!
  dueBy: DateTime!
  court: String
  obstacles: [String!]!
  ruledAt: DateTime
}

input OpenMediationInput {
  appealId: ID
  source: DisputeSource!
  kind: DisputeKind!
  committeeId: ID!
  parties: [PartyInput!]!
  room: String
  mediatorIds: [ID!]
}

input PartyInput {
  side: String!
  name: String!
  phone: String
  address: String
  agent: String
}

input MediationSessionInput {
  at: DateTime!
  place: String
  present: [String!]!
  record: String!
}

input MediationExtensionInput {
  "Calendar days, 1 to 365."
  days: Int!
  "Who agreed: all of them."
  partyIds: [ID!]!
  agreedAt: DateTime!
  "What they agreed, and how: signed, said before the mediator, by telephone."
  record: String!
}

input AgreementInput {
  facts: String!
  terms: String!
  performanceWay: String!
  performBy: Date
  oral: Boolean = false
  effectiveAt: DateTime!
}

"The pre-check of the court's grounds; an obstacle is recorded with its article."
input ConfirmationInput {
  court: String!
  voluntary: Boolean!
  clear: Boolean!
  identityRelation: Boolean!
  titleConfirmation: Boolean!
  otherProcedure: Boolean!
  breaksMandatoryLaw: Boolean!
  harmsThirdParty: Boolean!
  "Whether the dispute is one that courts take at all (355, item 1). Not answered: not checked."
  courtScope: Boolean
  "Against public order and good morals (358, item 3). Not answered: not checked."
  againstPublicOrder: Boolean
}

"\`mine\`: I am one of its mediators. \`dueBefore\`: a limit that still runs, or is over and not met, ends before."
input MediationFilter {
  status: [MediationStatus!]
  kind: [DisputeKind!]
  mine: Boolean
  dueBefore: DateTime
}

type MediationEdge {
  node: Mediation!
  cursor: String!
}

type MediationConnection {
  edges: [MediationEdge!]!
  pageInfo: PageInfo!
}

enum Outcome {
  SOLVED
  PARTLY
  UNSOLVED
  NO_ANSWER
}

enum Satisfaction {
  VERY_SATISFIED
  SATISFIED
  BASICALLY
  DISSATISFIED
  VERY_DISSATISFIED
  NO_ANSWER
}

"HANDLER (承办部门回访) and LOOK_BACK (回头看) never enter the three rates; SUPERVISORY comes from outside the handling unit; a HOTLINE answer overrides ours."
enum FollowUpKind {
  HANDLER
  LOOK_BACK
  SUPERVISORY
  HOTLINE
}

type FollowUp {
  id: ID!
  kind: FollowUpKind!
  appeal: Appeal! @owner(service: INTAKE) @load(operation: "appealsById", by: "appealId")
  unit: Unit!
  dueBy: DateTime!
  by: String
  at: DateTime
  attempts: Int!
  contacted: Boolean
  outcome: Outcome
  satisfaction: Satisfaction
  countsInRates: Boolean!
  formNumber: String
  note: String
}

type Rating {
  stars: Int!
  comment: String
  at: DateTime!
  objected: Boolean!
  original: Int!
}

"Fractions 0..1 with their counts; null where nothing was counted. \`model\` names the scoring model and version; \`settlementRate\` is 化解率."
type ThreeRates {
  area: Area
  unit: Unit
  population: Int!
  "By a call in time (CLOCK) or as the resident says; of an area from registration where the profile says so, of a unit from its work order."
  responded: Int!
  "Not called but sent a text, as they chose: counted here and in no rate of response."
  respondedByMessage: Int!
  answered: Int!
  solved: Int!
  satisfied: Int!
  responseRate: Float
  resolutionRate: Float
  satisfactionRate: Float
  settlementRate: Float
  score: Float
  model: String!
}

input FollowUpInput {
  contacted: Boolean!
  outcome: Outcome
  satisfaction: Satisfaction
  note: String
}

type Message {
  id: ID!
  at: DateTime!
  kind: String!
  text: String!
  subjectId: ID
  readAt: DateTime
}

"An address of a department's own system (Standard Webhooks). The secret is shown once, at registration."
type WebhookEndpoint {
  id: ID!
  url: String!
  events: [String!]!
  active: Boolean!
  secret: String
}

enum DeliveryStatus {
  PENDING
  DELIVERED
  FAILED
  ABANDONED
}

type WebhookDelivery {
  id: ID!
  endpoint: WebhookEndpoint!
  event: String!
  status: DeliveryStatus!
  attempts: Int!
  nextAt: DateTime
  lastError: String
}

type MessageEdge {
  node: Message!
  cursor: String!
}

type MessageConnection {
  edges: [MessageEdge!]!
  pageInfo: PageInfo!
}

input WebhookInput {
  url: String!
  events: [String!]!
}`;

/** Operations between services; it extends the public contract and is never served. */
export const internalSdl = `"Names of the clients that may call it. \`changes\`: it is one transaction that writes."
directive @internal(clients: [String!]!, changes: Boolean = false) on FIELD_DEFINITION

"Every service answers it, each for itself."
directive @ownerEvery on FIELD_DEFINITION

"What a service says about a file to the one that serves it; whether the caller may see it is decided by attachmentsById."
type FileForDownload {
  id: ID!
  name: String!
  mediaType: String!
  size: Int!
  storageKey: String!
}

"A stored file. The position that the camera wrote into it has been removed from the file and is kept here, protected."
input RecordFileInput {
  id: ID!
  name: String!
  mediaType: String!
  "Bytes."
  size: Int!
  "Lower-case hexadecimal."
  sha256: String!
  storageKey: String!
  "The subject of the token; null for an anonymous upload, whose id is then its only bond."
  uploaderId: ID
  "HMAC-SHA256 of the network that an anonymous upload came from; null when signed in."
  addressHash: String
  position: GeoPointInput
}

"As the gateway verified the token."
input FileReaderInput {
  subject: ID!
  "STAFF, RESIDENT or INTEGRATION."
  kind: String!
  unitId: ID
  client: String!
}

"How far a subject was heard; 0: nothing of it."
input SubjectCursor {
  subject: String!
  after: Int!
}

"Who asked for an export, as dispatch verified the token and stored it for an hour (docs/adr/0043)."
input AskerInput {
  subject: ID!
  name: String!
  roles: [String!]!
  unitId: ID
  delegateId: ID
  areaCode: String
  client: String!
}

"A page of an export. \`named\`: contacts in full, each a reveal for the purpose, once for an export and matter."
input ExportedAppealsInput {
  exportId: ID!
  asker: AskerInput!
  keys: [ID!]!
  named: Boolean!
  purpose: String
}

"""
A session of somebody who signed in through the gateway (docs/adr/0051). \`digest\`: SHA-256 of the id in her cookie, lower-case hexadecimal. \`sealed\`: her tokens, which the gateway
alone opens. Instants are of the database's clock, whatever clock matters go by.
"""
type StaffSession {
  subject: ID!
  "The unit that she acts for in place of her own."
  actingFor: ID
  sealed: String!
  "Counts what was sealed: who renews it names the one it read."
  version: Int!
  "When it ends if she does nothing."
  idleUntil: DateTime!
  "When it ends whatever she does."
  until: DateTime!
}

input OpenStaffSessionInput {
  digest: String!
  subject: ID!
  unitId: ID
  "Of the session at the identity provider; null where it names none."
  providerSession: String
  sealed: String!
  "Seconds without a sign of her."
  idle: Int!
  "Seconds in all."
  most: Int!
}

type Internal {
  "Reference data with its revision; with \`since\`, only what changed after that revision."
  directorySnapshot(since: Int): JSON! @owner(service: DIRECTORY) @internal(clients: ["intake", "dispatch", "mediation", "evaluation", "notification", "gateway"])
  "Name and phone at the moment of sending; each call is journaled. Null for an anonymous appellant, and for a receipt beyond what one number is sent: 3 an hour and 10 a day, whoever typed it."
  contactForMessage(appealId: ID!, receipt: Boolean = false): JSON @owner(service: INTAKE) @internal(clients: ["notification"], changes: true)
  "Journal entries after an id, in order, for rebuilding a projection."
  readJournal(after: ID, first: Int = 500): JSON! @ownerEvery @internal(clients: ["directory", "intake", "dispatch", "mediation", "evaluation", "notification"])
  "What the journal says of these subjects beyond their cursors; in order for each, 1000 entries at most, of the last 13 days. Never catches up itself."
  readSubjects(subjects: [SubjectCursor!]!): JSON! @ownerEvery @internal(clients: ["intake", "dispatch", "mediation", "evaluation"])
  "Subjects of keys that the service gave or knows: ids of what belongs to a matter, numbers of matters. Says nothing but ids; unknown keys are left out."
  subjectsOf(keys: [String!]!): JSON! @ownerEvery @internal(clients: ["intake", "dispatch", "mediation", "evaluation"])
  "The gateway has stored an upload. Again under the same id it answers the same file."
  recordFile(input: RecordFileInput!): Attachment! @owner(service: INTAKE) @internal(clients: ["gateway"], changes: true)
  "Throws TRY_LATER where files that were uploaded without an account and that no matter has yet would be more than \`most\` bytes with this one (a network that holds none of them has room for one file); asked before the file is received. \`size\`: bytes, as announced."
  requireUploadAllowance(addressHash: String!, size: Int!, most: Int): Boolean! @owner(service: INTAKE) @internal(clients: ["gateway"])
  "\`reader\` is who gets it; that an appeal's file was opened is written down."
  fileForDownload(id: ID!, reader: FileReaderInput): FileForDownload @owner(service: INTAKE) @internal(clients: ["gateway"])
  "Forgets files recorded before an instant that nothing refers to, and those of matters whose personal data was erased; answers their storage keys."
  expireFiles(before: DateTime!): [ID!]! @owner(service: INTAKE) @internal(clients: ["gateway"], changes: true)
  "A paper is about to be handed out as this file; \`sha256\` in lower-case hexadecimal."
  recordPrint(paperId: ID!, sha256: String!): Boolean! @owner(service: DISPATCH) @internal(clients: ["gateway"], changes: true)
  "What intake says of these matters, at most 1000, to who asked for an export: one entry per key, null for what the asker may not see."
  exportedAppeals(input: ExportedAppealsInput!): JSON! @owner(service: INTAKE) @internal(clients: ["dispatch"], changes: true)
  "What was answered about these matters, at most 1000, for who asked for an export: one entry per key, null for what the asker may not see."
  exportedOutcomes(keys: [ID!]!, asker: AskerInput!): JSON! @owner(service: EVALUATION) @internal(clients: ["dispatch"])
  "Rows of one page of a file that is being fetched; a fetch is good for half an hour."
  exportPage(fetchId: ID!, index: Int!): JSON! @owner(service: DISPATCH) @internal(clients: ["gateway"])
  "Of these keys, at most 1000, the ones that no file is recorded under."
  unknownFiles(storageKeys: [String!]!): [String!]! @owner(service: INTAKE) @internal(clients: ["gateway"])
  "Also forgets sessions that ended an hour ago."
  openStaffSession(input: OpenStaffSessionInput!): StaffSession! @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
  "Null: there is none, or it has ended. \`used\`: a person does something, which no poll, stream or heartbeat is."
  staffSession(digest: String!, used: Boolean!): StaffSession @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
  "Whether the caller renews the tokens of that version now: of all who ask, one within ten seconds."
  claimStaffRenewal(digest: String!, version: Int!): Boolean! @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
  "The new tokens in place of that version's. Null: it has ended, or somebody else has renewed it."
  renewStaffSession(digest: String!, version: Int!, sealed: String!): StaffSession @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
  "Under a new digest for a unit that she stands in for at this moment, or null for her own. Null: it is another version by now, somebody renews it, or it has ended. Throws NOT_DELEGATED."
  moveStaffSession(digest: String!, version: Int!, to: String!, sealed: String!, unitId: ID): StaffSession @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
  "The session that is over now, or has ended by itself within the hour; null: there is none."
  endStaffSession(digest: String!): StaffSession @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
  "The identity provider ended one of its sessions, or all of a person; answers how many ended here."
  endStaffSessions(providerSession: String, subject: ID): Int! @owner(service: DIRECTORY) @internal(clients: ["gateway"], changes: true)
}`;
