// Why a mutation that is decided on what its service knows does no harm where that is not the latest (docs/adr/0036): it is refused by the version that was
// read, it catches up before it decides, the state is its service's own, or the reason is written here. A new mutation without one of these is no contract.

/** What these decide on is their service's own, and is locked in the transaction that changes it. */
const own = {
  DIRECTORY: 'recordAbsence endAbsence setDeputy draftCalendar activateCalendar discardCalendar',
  INTAKE: 'submitAppeal registerAppeal recordOnTheSpot relocateAppeal',
  DISPATCH: `separateAppeal withdrawAppeal recordContact recordVerification recordFirstContact recordFirstVerification recordProgress fileHandlingOpinion fileRequest
    decideRequest resumeClock urgeWorkOrder setDutyRoster answerDutyCall assignCaseLeader tickLeaderDuty passAppeal answerPassing
    reconcile supervise answerSupervision issuePaper setPaperTemplate reviewAccount putOnAccount claimAccount strikeOffAccount
    reportBack recordSenderVerdict blowWhistle endorseWhistle acknowledgeSummons refuseSummons upholdRefusal overruleRefusal
    waiveSummons reportIn recordAction proposeSubstitute decideSubstitute answerRating publishWhistle withdrawPublication
    callConsultation recordConsultation finishConsultationTask recordFinding handOverFinding serveCorrectionNotice
    confirmCorrection finishSummons requestLedgerExport cancelLedgerExport fetchLedgerExport`,
  MEDIATION: `recordConsent recordMediationSession extendMediation recordPerformance applyJudicialConfirmation
    recordConfirmationRuling`,
  NOTIFICATION: 'registerWebhook removeWebhook replayWebhookDelivery markMessagesRead',
};

/** What these decide on is told by another service, and may have changed there. */
const harmless = {
  openMediation:
    'A matter that dispatch has just ended may still be mediated: mediation is the parties’ own, ends by itself and reopens nothing; a withdrawal that is heard afterwards ends it.',
  recordFollowUp:
    'What an appellant said stands on record for the round that was asked about. Dispatch decides itself whether the matter is reopened or closed by it, and does neither to one that was reopened meanwhile; a round that follows takes its place in the rates.',
  importFollowUp:
    'As recordFollowUp: it is of the last round that is known here, and dispatch decides by its own state what follows.',
  rateAppeal:
    'A rating is of what was done until then and is given once. A matter that has just been reopened keeps it, as one that is reopened a moment later does.',
};

const versioned = ({ field }) => field.args.some(({ name }) => name === 'expectedVersion');

const caughtUp = {
  DISCLOSES: 'It catches up before it decides, as it discloses.',
  CARRIED_OUT_LATER: 'It catches up before it decides, as it is carried out later.',
};

/** The reason of each mutation. Throws for one that has none, or two, and for a reason of a mutation that there is not. */
export function staleReasons(operations) {
  const mutations = operations.filter(({ kind }) => kind === 'mutation');
  const ownNames = Object.fromEntries(
    Object.entries(own).flatMap(([owner, names]) => names.split(/\s+/).map((name) => [name, owner])),
  );
  const unknown = [...Object.keys(ownNames), ...Object.keys(harmless)].filter((name) =>
    mutations.every((one) => one.name !== name),
  );
  if (unknown.length)
    throw new Error(`libs/api/generator/stale.mjs names no mutation: ${unknown.join(', ')}`);
  return new Map(mutations.map((operation) => [operation.name, reasonOf(operation, ownNames)]));
}

function reasonOf(operation, ownNames) {
  const { name, owner, subject } = operation;
  const reasons = [
    versioned(operation) && 'It is refused where the version that was read is not the present one.',
    subject?.before && caughtUp[subject.before],
    ownNames[name] === owner && 'Decided by the owner of the state, in its transaction.',
    harmless[name],
  ].filter(Boolean);
  if (reasons.length === 1) return reasons[0];
  throw new Error(
    reasons.length
      ? `${name} has two reasons in libs/api/generator/stale.mjs`
      : `${name}: say in libs/api/generator/stale.mjs why success on a state that is not the latest does no harm, or give it expectedVersion`,
  );
}
