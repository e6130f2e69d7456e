/**
 * Fields of events that stand in the detail of a ledger entry. A field that is not named here is not shown; that every field of every event is named here or
 * below holds `ledger.spec.ts`, so that whoever adds one decides.
 */
export const toldFields: ReadonlySet<string> = new Set(
  `absenceId absentIds accepted advised anew answerBy appealId approved areaCode asSuggested at attachmentIds automatic backup before byId calendarVersion category cause changed channel claimedById clockId columns committeeId complex confidential confirmed consents consultationId contacted contactedInTime continues correctBy countsInRates days decideBy decidedById deciderId delegateId deliveryId difficulty dual dueBy dutyCallId dutyId effectiveAt ended endorsed endpointId erasureId event exportId external factors fetchId findingId first firstContact firstReceiverId followUpBySender followUpId formNumber from fromId gaps ground ids insideArea intoId issuedById kept kind late leadUnitId leaderId letGo level meansExhausted mediationId mergedAt named nature noteId noticeId number obstacles occurredAt origin outcome overrides paper paperId partyId passingId performed personId profileKey profileVersion provisional ratings reachable registeredBy repeatId repeatNumber repeatOfId reportInBy requestId requestedById responseLevel revealId revision role rows rung satisfaction sessionId situation size solved source sphere stars status submittedAt substituteId suggestion summonsId system taskId tasks teamIds template to toUnitId toUnitIds told unitId unitIds until urgency verdict waivers whistleId why withdrawnIds workOrderId`.split(
    /\s+/,
  ),
);

/**
 * Between services: the means of checking a tracking secret, the account of the appellant, by which all of a person's matters could be put together, when she
 * may be called, which intake shows and erases, and what follows from a relocation for who may see the matter.
 */
export const betweenServices: ReadonlySet<string> = new Set([
  'secretVerifier',
  'residentSubject',
  'contactWhen',
  'reception',
]);

/** Of these the ones that the ledger does not keep: they are data of the person, erased with her name, and nobody reads them here. */
export const notKept: ReadonlySet<string> = new Set(['contactWhen']);
