// Generated from /swagger/docs/v2; do not edit.

export type ClientOptions = {
    baseUrl: string;
};

/**
 * A postal address.
 */
export type Address = {
    street?: string;
    number?: string;
    /**
     * Italian postal code.
     */
    zip?: string;
    municipality?: string;
    /**
     * ISTAT code of the municipality, not the cadastral one.
     */
    istatCode?: string;
    /**
     * Province code as given; the list changes with time.
     */
    province?: string;
    /**
     * ISO 3166-1 alpha-2.
     */
    country?: string;
};

/**
 * When somebody or something can be booked.
 */
export type Agenda = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    name: string;
    /**
     * Whose agenda it is.
     */
    resourceKind: 'practitioner' | 'room' | 'machine';
    practitionerId?: number;
    locationId: number;
    /**
     * The room or machine that its appointments take up, too.
     */
    roomId?: number;
    /**
     * IANA name; the wall clock of its hours.
     */
    timeZone: string;
    /**
     * Distance of the starting times that are offered.
     */
    granularityMinutes: number;
    onlineBookable: boolean;
    active: boolean;
    /**
     * Treatments it is limited to; empty for all of the practitioner.
     */
    treatmentIds: Array<number>;
    openingHours: Array<AgendaHours>;
    exceptions: Array<AgendaException>;
    rules: AgendaRules;
    externalIds: Array<ExternalId>;
    practitioner?: Practitioner;
    location?: Location;
    room?: Room;
};

/**
 * Days that differ from the weekly hours. `extraOpen` holds on holidays and closures, too.
 */
export type AgendaException = {
    kind: 'closed' | 'extraOpen';
    from: string;
    /**
     * The last day of it.
     */
    to: string;
    /**
     * On each of these days from this time; the whole day when left out.
     */
    start?: string;
    /**
     * On each of these days up to this time.
     */
    end?: string;
    reason?: string;
};

/**
 * Working hours on one day of each week.
 */
export type AgendaHours = {
    /**
     * ISO 8601: 1 is Monday, 7 is Sunday.
     */
    dayOfWeek: number;
    /**
     * Wall clock of the agenda's zone, `HH:mm`.
     */
    start: string;
    /**
     * Wall clock of the agenda's zone, `HH:mm`, up to `24:00`.
     */
    end: string;
    validFrom?: string;
    /**
     * The last day of it.
     */
    validTo?: string;
    /**
     * Kept for these treatments.
     */
    treatmentIds?: Array<number>;
    channel?: BookingChannel;
};

/**
 * One page of agendas.
 */
export type AgendaList = {
    items: Array<Agenda>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * What bookings must keep to; absent rules do not hold.
 */
export type AgendaRules = {
    /**
     * How long before its start an appointment must be booked.
     */
    minNoticeMinutes?: number;
    /**
     * How far ahead one can book.
     */
    maxHorizonDays?: number;
    /**
     * Most appointments on one day.
     */
    maxPerDay?: number;
    /**
     * Most appointments of one patient on one day.
     */
    maxPerPatientPerDay?: number;
    /**
     * Cancelled later than this before its start, an appointment was cancelled late.
     */
    cancellationNoticeHours?: number;
};

/**
 * A time that was free when another was taken.
 */
export type Alternative = {
    start: string;
    end: string;
    agendaId: number;
};

/**
 * Somebody’s time with somebody, somewhere.
 */
export type Appointment = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    /**
     * Absent while a hold is nobody’s.
     */
    patientId?: number;
    agendaId: number;
    practitionerId?: number;
    locationId: number;
    /**
     * The room, or the first of them.
     */
    roomId?: number;
    /**
     * All rooms and machines that it takes up.
     */
    resourceIds: Array<number>;
    treatments: Array<BookedTreatment>;
    start: string;
    end: string;
    status: AppointmentStatus;
    origin: AppointmentOrigin;
    notes?: string;
    patientInstructions?: string;
    /**
     * The episode that it is part of.
     */
    episodeId?: number;
    /**
     * The same for all appointments that were booked as one series.
     */
    seriesId?: number;
    seriesChange?: SeriesChange;
    cancel?: Cancellation;
    /**
     * Of a hold: from then on it keeps nothing, and turns `expired` when its time is wanted.
     */
    holdExpiresAt?: string;
    arrivedAt?: string;
    startedAt?: string;
    completedAt?: string;
    externalIds: Array<ExternalId>;
    patient?: Patient;
    practitioner?: Practitioner;
    agenda?: Agenda;
    location?: Location;
    room?: Room;
    episode?: Episode;
};

/**
 * Why an appointment is cancelled.
 */
export type AppointmentCancel = {
    reason: CancelReason;
    /**
     * Required with `other`.
     */
    note?: string;
    scope?: SeriesScope;
};

/**
 * Every change of an appointment, in order.
 */
export type AppointmentHistory = {
    items: Array<AppointmentHistoryEntry>;
};

/**
 * What an appointment was like after a change, and who changed it.
 */
export type AppointmentHistoryEntry = {
    version: number;
    at: string;
    /**
     * Such as `appointments.reschedule`.
     */
    action: string;
    userId?: string;
    clientId?: string;
    status: AppointmentStatus;
    start: string;
    end: string;
    agendaId: number;
    patientId?: number;
};

/**
 * A time to keep for a moment.
 */
export type AppointmentHold = {
    /**
     * Needed before it is confirmed.
     */
    patientId?: number;
    agendaId: number;
    treatments: Array<TreatmentChoice>;
    /**
     * Any start within the rules; of `online` bookings one that is offered.
     */
    start: string;
    /**
     * When it is not what the treatments take.
     */
    end?: string;
    /**
     * Rooms and machines to prefer; free ones are found when left out.
     */
    resourceIds?: Array<number>;
    origin?: AppointmentOrigin;
    /**
     * One of the patient's that is open.
     */
    episodeId?: number;
    /**
     * For the clinic.
     */
    notes?: string;
    /**
     * For the patient.
     */
    patientInstructions?: string;
    externalIds?: Array<ExternalId>;
    /**
     * How long it holds; 300 when left out.
     */
    ttlSeconds?: number;
};

/**
 * An appointment as it is written.
 */
export type AppointmentInput = {
    patientId: number;
    agendaId: number;
    treatments: Array<TreatmentChoice>;
    /**
     * Any start within the rules; of `online` bookings one that is offered.
     */
    start: string;
    /**
     * When it is not what the treatments take.
     */
    end?: string;
    /**
     * Rooms and machines to prefer; free ones are found when left out.
     */
    resourceIds?: Array<number>;
    origin?: AppointmentOrigin;
    /**
     * One of the patient's that is open.
     */
    episodeId?: number;
    /**
     * For the clinic.
     */
    notes?: string;
    /**
     * For the patient.
     */
    patientInstructions?: string;
    externalIds?: Array<ExternalId>;
    status?: AppointmentStatus;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    readonly id?: number;
    readonly practitionerId?: number;
    readonly locationId?: number;
    /**
     * The room, or the first of them.
     */
    readonly roomId?: number;
    /**
     * The same for all appointments that were booked as one series.
     */
    readonly seriesId?: number;
    seriesChange?: SeriesChange;
    cancel?: Cancellation;
    /**
     * Of a hold: from then on it keeps nothing, and turns `expired` when its time is wanted.
     */
    readonly holdExpiresAt?: string;
    readonly createdAt?: string;
    readonly arrivedAt?: string;
    readonly startedAt?: string;
    readonly completedAt?: string;
    readonly updatedAt?: string;
};

/**
 * One page of appointments.
 */
export type AppointmentList = {
    items: Array<Appointment>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

export type AppointmentOrigin = 'frontdesk' | 'online' | 'api' | 'phone';

/**
 * JSON Merge Patch (RFC 7396) of `AppointmentInput`.
 */
export type AppointmentPatch = {
    [key: string]: unknown;
};

/**
 * Where an appointment moves.
 */
export type AppointmentReschedule = {
    start: string;
    /**
     * When it is to last differently.
     */
    end?: string;
    /**
     * When it moves to another agenda.
     */
    agendaId?: number;
    /**
     * An older way to say `scope` is `following`; `scope` counts if both are sent.
     */
    following?: boolean;
    scope?: SeriesScope;
};

/**
 * A series as it was booked.
 */
export type AppointmentSeries = {
    seriesId: number;
    items: Array<Appointment>;
    skipped: Array<SkippedDate>;
};

/**
 * Appointments that repeat.
 */
export type AppointmentSeriesInput = {
    patientId: number;
    agendaId: number;
    treatments: Array<TreatmentChoice>;
    /**
     * Any start within the rules; of `online` bookings one that is offered.
     */
    start: string;
    /**
     * When it is not what the treatments take.
     */
    end?: string;
    /**
     * Rooms and machines to prefer; free ones are found when left out.
     */
    resourceIds?: Array<number>;
    origin?: AppointmentOrigin;
    /**
     * One of the patient's that is open.
     */
    episodeId?: number;
    /**
     * For the clinic.
     */
    notes?: string;
    /**
     * For the patient.
     */
    patientInstructions?: string;
    externalIds?: Array<ExternalId>;
    recurrence: Recurrence;
    /**
     * Leave out the dates that cannot be booked; otherwise nothing is booked.
     */
    skipTaken?: boolean;
};

/**
 * More may come: treat a status that is not known as one that occupies its time.
 */
export type AppointmentStatus = 'held' | 'expired' | 'pending' | 'booked' | 'confirmed' | 'arrived' | 'in_progress' | 'completed' | 'cancelled' | 'no_show' | 'entered_in_error';

/**
 * A time at which a treatment can be booked. Buffers are kept around it, and are not part of it.
 */
export type Availability = {
    /**
     * With the offset of the agenda's zone.
     */
    start: string;
    end: string;
    agendaId: number;
    practitionerId?: number;
    locationId: number;
    /**
     * The rooms and machines that it would take up.
     */
    resourceIds: Array<number>;
    treatmentId: number;
    agenda?: Agenda;
    practitioner?: Practitioner;
    location?: Location;
    treatment?: Treatment;
    /**
     * With `priceListId`: what the treatment costs by that list.
     */
    price?: number;
};

/**
 * One page of times, by start.
 */
export type AvailabilityList = {
    items: Array<Availability>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * The zone in which days of the request are understood.
     */
    timeZone: string;
    /**
     * When nothing is free in the range: the first start behind it, if one was found.
     */
    nextAvailable?: string;
    /**
     * With `explain=true`.
     */
    reasons?: Array<AvailabilityReason>;
};

/**
 * Why an agenda has nothing free on a day. It never tells whose appointment is in the way.
 */
export type AvailabilityReason = {
    agendaId: number;
    /**
     * The day that it holds for; all days when left out.
     */
    date?: string;
    code: 'agenda_inactive' | 'not_offered' | 'treatment_inactive' | 'not_online_bookable' | 'resources_missing' | 'not_working' | 'kept_for_others' | 'location_closed' | 'holiday' | 'exception' | 'too_short' | 'too_soon' | 'beyond_horizon' | 'day_full' | 'taken' | 'resources_taken';
};

/**
 * Where a person was born.
 */
export type BirthPlace = {
    name?: string;
    /**
     * Cadastral code of the municipality; Z followed by three digits for a foreign state.
     */
    belfioreCode?: string;
    /**
     * Province code as given; the list changes with time.
     */
    province?: string;
    /**
     * ISO 3166-1 alpha-2.
     */
    country?: string;
};

/**
 * A treatment within an appointment.
 */
export type BookedTreatment = {
    treatmentId: number;
    durationMinutes: number;
    /**
     * As agreed when it was booked; later price lists do not change it.
     */
    price?: number;
    /**
     * What the patient pays of it.
     */
    patientShare?: number;
    /**
     * What the payer pays of it.
     */
    payerShare?: number;
    /**
     * The list that the price came from.
     */
    priceListId?: number;
};

/**
 * Who books: the clinic for the patient, or the patient.
 */
export type BookingChannel = 'frontdesk' | 'online';

export type CancelReason = 'patient_request' | 'patient_sick' | 'practitioner_unavailable' | 'clinic_closed' | 'rescheduled' | 'no_show_followup' | 'duplicate' | 'error' | 'other';

/**
 * How an appointment was cancelled.
 */
export type Cancellation = {
    reason: CancelReason;
    note?: string;
    /**
     * The account of who cancelled.
     */
    by: string;
    at: string;
    /**
     * Later than the agenda's rules ask for.
     */
    late: boolean;
};

/**
 * That an object changed. Read the object itself for what it is now.
 */
export type Change = {
    /**
     * Tells one change from another; not an order.
     */
    seq: number;
    /**
     * Such as `patients` or `medical_reports`. More may come.
     */
    resource: string;
    /**
     * Of the object that changed.
     */
    id: number;
    /**
     * `merged` is a patient who became one with another: read it, and follow `mergedIntoId`.
     */
    op: 'created' | 'updated' | 'deleted' | 'merged';
    /**
     * Of the object, after the change.
     */
    version: number;
    changedAt: string;
};

/**
 * Changes in the order in which they are to be followed.
 */
export type ChangeList = {
    items: Array<Change>;
    /**
     * For the next poll, also when there is nothing yet.
     */
    nextCursor: string;
    /**
     * Whether there are more already.
     */
    hasMore: boolean;
};

/**
 * Days on which a location is closed.
 */
export type Closure = {
    from: string;
    /**
     * The last day of it.
     */
    to: string;
    reason?: string;
};

/**
 * HL7 v3: normal, restricted, very restricted.
 */
export type Confidentiality = 'N' | 'R' | 'V';

/**
 * How a patient prefers to be reached.
 */
export type ContactChannel = 'email' | 'sms' | 'phone' | 'post';

/**
 * What a credit note takes back.
 */
export type CreditNoteInput = {
    reason: string;
    /**
     * All that is left of the invoice when left out.
     */
    lines?: Array<CreditedLine>;
    /**
     * The series of numbers.
     */
    section?: string;
    /**
     * Today when left out.
     */
    issueDate?: string;
};

/**
 * How much of a line is credited.
 */
export type CreditedLine = {
    lineNumber: number;
    /**
     * What is taken back, without VAT.
     */
    amount: number;
};

export type Currency = 'EUR';

export type CustomerKind = 'person' | 'company' | 'public_body';

/**
 * A coded diagnosis.
 */
export type Diagnosis = {
    /**
     * The classification that the code is of.
     */
    system: 'ICD-9-CM' | 'ICD-10';
    /**
     * As given; not looked up.
     */
    code: string;
    text?: string;
    role?: 'principal' | 'secondary' | 'comorbidity' | 'suspected';
};

/**
 * Somebody who may give a treatment.
 */
export type EligiblePractitioner = {
    /**
     * The practitioner.
     */
    id: number;
    /**
     * When it is not the usual one.
     */
    durationMinutes?: number;
    /**
     * When it is not that of the private list.
     */
    price?: number;
};

/**
 * Whom to call.
 */
export type EmergencyContact = {
    relation: 'spouse' | 'partner' | 'parent' | 'child' | 'sibling' | 'relative' | 'friend' | 'caregiver' | 'other';
    firstName: string;
    lastName: string;
    /**
     * Telephone. Stored in E.164 form.
     */
    phone?: string;
};

/**
 * What a patient is treated for, over several appointments.
 */
export type Episode = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    patientId: number;
    title: string;
    start: string;
    /**
     * The last day, once it is finished or cancelled.
     */
    end?: string;
    responsiblePractitionerId?: number;
    diagnoses: Array<Diagnosis>;
    referral?: Referral;
    /**
     * Who pays, by the code that price lists have.
     */
    payerCode?: string;
    /**
     * How many appointments the payer agreed to.
     */
    authorisedSessions?: number;
    notes?: string;
    status: EpisodeStatus;
    /**
     * Every status it had, in order.
     */
    statusHistory: Array<EpisodeStatusChange>;
    /**
     * Appointments of it that are completed.
     */
    usedSessions: number;
    externalIds: Array<ExternalId>;
    patient?: Patient;
    responsiblePractitioner?: Practitioner;
};

/**
 * Why an episode is cancelled.
 */
export type EpisodeCancel = {
    /**
     * Kept in the history.
     */
    reason?: string;
    /**
     * Even if appointments are still to come; they stay booked, and of this episode.
     */
    force?: boolean;
};

/**
 * How an episode ends.
 */
export type EpisodeFinish = {
    /**
     * The last day; today when left out.
     */
    end?: string;
    /**
     * Kept in the history.
     */
    reason?: string;
    /**
     * Even if appointments are still to come; they stay booked, and of this episode.
     */
    force?: boolean;
};

/**
 * An episode as it is written.
 */
export type EpisodeInput = {
    /**
     * Cannot change.
     */
    patientId: number;
    title: string;
    start: string;
    /**
     * The last day, once it is finished or cancelled.
     */
    end?: string;
    responsiblePractitionerId?: number;
    diagnoses?: Array<Diagnosis>;
    referral?: Referral;
    /**
     * Who pays, by the code that price lists have.
     */
    payerCode?: string;
    /**
     * How many appointments the payer agreed to.
     */
    authorisedSessions?: number;
    notes?: string;
    status?: EpisodeStatus;
    externalIds?: Array<ExternalId>;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    readonly id?: number;
    /**
     * Every status it had, in order.
     */
    readonly statusHistory?: Array<EpisodeStatusChange>;
    /**
     * Appointments of it that are completed.
     */
    readonly usedSessions?: number;
    readonly createdAt?: string;
    readonly updatedAt?: string;
};

/**
 * One page of episodes.
 */
export type EpisodeList = {
    items: Array<Episode>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * JSON Merge Patch (RFC 7396) of `EpisodeInput`.
 */
export type EpisodePatch = {
    [key: string]: unknown;
};

/**
 * More may come: treat a status that is not known as one that is open.
 */
export type EpisodeStatus = 'planned' | 'waitlist' | 'active' | 'on_hold' | 'finished' | 'cancelled';

/**
 * A status that an episode had, from then on.
 */
export type EpisodeStatusChange = {
    status: EpisodeStatus;
    at: string;
    /**
     * The account of who changed it.
     */
    by?: string;
    reason?: string;
};

/**
 * The body of every refusal and failure.
 */
export type Error = {
    /**
     * Machine-readable code.
     */
    error: 'invalid_request' | 'invalid_parameter' | 'unknown_parameter' | 'range_too_long' | 'invalid_token' | 'insufficient_scope' | 'insufficient_permission' | 'not_author' | 'not_a_sandbox' | 'not_found' | 'version_conflict' | 'duplicate_patient' | 'slot_taken' | 'report_signed' | 'too_many_exports' | 'request_in_progress' | 'cursor_expired' | 'payload_too_large' | 'unsupported_media_type' | 'range_not_satisfiable' | 'validation_failed' | 'invalid_transition' | 'nonexistent_local_time' | 'ambiguous_local_time' | 'issue_date_out_of_order' | 'sdi_forbidden' | 'idempotency_key_reused' | 'precondition_required' | 'rate_limit_exceeded' | 'internal_error' | 'unavailable';
    /**
     * What happened, in one sentence.
     */
    message: string;
    /**
     * The HTTP status again.
     */
    status: number;
    /**
     * Quote it when asking for support.
     */
    requestId: string;
    /**
     * The page that says what the code means and what to do.
     */
    docs?: string;
    details: Array<ErrorDetail>;
    /**
     * With `insufficient_scope`: the scope that is missing.
     */
    scope?: string;
    /**
     * With `insufficient_permission`: the permission that is missing.
     */
    permission?: string;
    /**
     * With `duplicate_patient`: the patient that has the code.
     */
    existingId?: number;
    /**
     * With `version_conflict`: the version to read again.
     */
    currentVersion?: number;
    /**
     * With `invalid_transition`: the present status.
     */
    from?: string;
    /**
     * With `invalid_transition`: the status that was wanted.
     */
    to?: string;
    /**
     * With `slot_taken`: up to three free times nearby.
     */
    alternatives?: Array<Alternative>;
};

/**
 * What was wrong with one part of a request.
 */
export type ErrorDetail = {
    /**
     * Where in the request: a property path or the name of a parameter.
     */
    field: string;
    /**
     * Machine-readable code of this detail.
     */
    code: string;
    message: string;
};

/**
 * An exemption from the health-care co-payment.
 */
export type Exemption = {
    /**
     * National or regional exemption code, as given.
     */
    code: string;
    type?: 'income' | 'chronic' | 'rare_disease' | 'disability' | 'maternity' | 'other';
    validFrom?: string;
    validTo?: string;
};

/**
 * Everything that a token may read, written to files in the background.
 */
export type Export = {
    id: number;
    status: 'queued' | 'running' | 'completed' | 'failed' | 'expired';
    resources: Array<ExportResource>;
    createdAt: string;
    /**
     * When it was completed, or failed.
     */
    completedAt?: string;
    /**
     * When the files are removed.
     */
    expiresAt: string;
    progress: ExportProgress;
    /**
     * Empty until it is completed, and after it expired.
     */
    files: Array<ExportFile>;
    error?: ExportFailure;
};

/**
 * Why an export failed.
 */
export type ExportFailure = {
    code: string;
    message: string;
};

/**
 * A file of an export: JSON, one item a line, in order of their id.
 */
export type ExportFile = {
    /**
     * Such as `patients.ndjson`.
     */
    name: string;
    resource: ExportResource;
    /**
     * How many items it has, each on a line of its own.
     */
    count: number;
    bytes: number;
    /**
     * Of the whole file, in hexadecimal.
     */
    sha256: string;
    /**
     * Path of the file.
     */
    url: string;
};

/**
 * What to export.
 */
export type ExportInput = {
    /**
     * Only these; everything that the token may read when left out.
     */
    resources?: Array<ExportResource>;
    /**
     * Changed at or after this instant, as lists understand it.
     */
    updatedSince?: string;
};

/**
 * How far an export is.
 */
export type ExportProgress = {
    /**
     * Items written so far.
     */
    done: number;
    /**
     * Items expected, once they are counted.
     */
    total?: number;
};

/**
 * What can be exported, by the names of the changes feed.
 */
export type ExportResource = 'agendas' | 'appointments' | 'episodes' | 'invoices' | 'issuers' | 'locations' | 'medical_reports' | 'patients' | 'practitioners' | 'price_list_items' | 'price_lists' | 'rooms' | 'treatments';

/**
 * An integrator's own id of a resource.
 */
export type ExternalId = {
    /**
     * Who gave the id, as a URI or short name.
     */
    system: string;
    value: string;
};

/**
 * What Corsia thinks of the fiscal code; a doubtful one is stored all the same.
 */
export type FiscalCodeStatus = 'valid' | 'checksum_invalid' | 'mismatch' | 'unverified';

/**
 * What kind of code `fiscalCode` is; derived from its form when left out.
 */
export type FiscalCodeType = 'CF' | 'CF_PROVISIONAL' | 'STP' | 'ENI' | 'FOREIGN' | 'NONE';

/**
 * A patient's general practitioner.
 */
export type GeneralPractitioner = {
    name?: string;
    code?: string;
};

/**
 * Who answers for a minor or a protected adult.
 */
export type Guardian = {
    relation: 'mother' | 'father' | 'guardian' | 'legal_administrator' | 'other';
    firstName: string;
    lastName: string;
    fiscalCode?: string;
    /**
     * Telephone. Stored in E.164 form.
     */
    phone?: string;
    /**
     * E-mail address.
     */
    email?: string;
};

/**
 * The European health insurance card.
 */
export type HealthCard = {
    /**
     * Number on the back of the card (TEAM).
     */
    number?: string;
    expiry?: string;
};

/**
 * An invoice or a credit note; until it is issued, a draft.
 */
export type Invoice = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    status: InvoiceStatus;
    documentType: InvoiceDocumentType;
    issuerId: number;
    issuer: InvoiceIssuer;
    customer: InvoiceCustomer;
    payer?: InvoicePayer;
    patientId?: number;
    appointmentId?: number;
    episodeId?: number;
    /**
     * The series of numbers.
     */
    section: string;
    /**
     * Of a draft only when it is settled already.
     */
    issueDate?: string;
    /**
     * When the service was given.
     */
    serviceDate?: string;
    lines: Array<InvoiceLine>;
    vatSummary: Array<InvoiceVatSummary>;
    social: Array<InvoiceSocialContribution>;
    withholding?: InvoiceWithholding;
    stamp: InvoiceStampDuty;
    /**
     * Whether the customer pays stamp duty when it is due.
     */
    chargeStamp: boolean;
    /**
     * The customer pays the VAT to the state.
     */
    splitPayment: boolean;
    totals: InvoiceTotals;
    currency: Currency;
    channel: InvoiceChannel;
    /**
     * The patient opposes sending this to Sistema TS.
     */
    tsOpposition: boolean;
    purchaseOrder?: InvoicePurchaseOrder;
    notes?: string;
    year?: number;
    /**
     * Follows the one before in its series, without gap.
     */
    number?: number;
    /**
     * As it stands on the document.
     */
    formattedNumber?: string;
    issuedAt?: string;
    /**
     * Of a credit note: the invoice that it credits.
     */
    creditsInvoiceId?: number;
    /**
     * Of a credit note.
     */
    reason?: string;
    /**
     * What was paid; of a credit note, given back.
     */
    paid: number;
    /**
     * What credit notes took back of the total.
     */
    credited: number;
    /**
     * Still to be paid; below zero when it is to be given back.
     */
    balance: number;
    pdf?: InvoiceFile;
    xml?: InvoiceFile;
    externalIds: Array<ExternalId>;
    patient?: Patient;
    appointment?: Appointment;
    episode?: Episode;
};

/**
 * Persons never get health care invoiced through SdI.
 */
export type InvoiceChannel = 'paper' | 'sdi';

/**
 * Who is invoiced, as it was when the document was issued.
 */
export type InvoiceCustomer = {
    kind: CustomerKind;
    /**
     * Of a company or public body.
     */
    name?: string;
    firstName?: string;
    lastName?: string;
    fiscalCode?: string;
    vatNumber?: string;
    /**
     * Seven characters; six of a public body.
     */
    sdiCode?: string;
    pec?: string;
    address?: Address;
    /**
     * Whether it withholds tax; true of companies and bodies unless told otherwise.
     */
    withholdingAgent?: boolean;
};

/**
 * TipoDocumento of FatturaPA: TD01 invoice, TD04 credit note, TD06 fee note of a professional.
 */
export type InvoiceDocumentType = 'TD01' | 'TD04' | 'TD05' | 'TD06';

/**
 * What was rendered when it was issued; it never changes.
 */
export type InvoiceFile = {
    /**
     * Below the clinic.
     */
    path: string;
    sha256: string;
    bytes: number;
};

/**
 * An invoice as it is written.
 */
export type InvoiceInput = {
    issuerId: number;
    /**
     * TD06 of professionals and TD01 of others when left out.
     */
    documentType?: 'TD01' | 'TD06';
    /**
     * Whom it is about; also who is invoiced, unless `customer` tells.
     */
    patientId?: number;
    /**
     * The appointment whose agreed prices hold.
     */
    appointmentId?: number;
    episodeId?: number;
    customer?: InvoiceCustomer;
    payer?: InvoicePayer;
    /**
     * The series of numbers.
     */
    section?: string;
    /**
     * The day of issue when left out; never in the future.
     */
    issueDate?: string;
    serviceDate?: string;
    lines: Array<InvoiceLine>;
    /**
     * Whether the customer pays stamp duty when it is due; true when left out.
     */
    chargeStamp?: boolean;
    /**
     * Only for companies and public bodies.
     */
    splitPayment?: boolean;
    /**
     * As the patient said in general, when left out.
     */
    tsOpposition?: boolean;
    purchaseOrder?: InvoicePurchaseOrder;
    notes?: string;
    externalIds?: Array<ExternalId>;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    readonly id?: number;
    status?: InvoiceStatus;
    issuer?: InvoiceIssuer;
    readonly vatSummary?: Array<InvoiceVatSummary>;
    readonly social?: Array<InvoiceSocialContribution>;
    withholding?: InvoiceWithholding;
    stamp?: InvoiceStampDuty;
    totals?: InvoiceTotals;
    currency?: Currency;
    channel?: InvoiceChannel;
    readonly year?: number;
    /**
     * Follows the one before in its series, without gap.
     */
    readonly number?: number;
    /**
     * As it stands on the document.
     */
    readonly formattedNumber?: string;
    readonly issuedAt?: string;
    /**
     * Of a credit note: the invoice that it credits.
     */
    readonly creditsInvoiceId?: number;
    /**
     * Of a credit note.
     */
    readonly reason?: string;
    /**
     * What was paid; of a credit note, given back.
     */
    readonly paid?: number;
    /**
     * What credit notes took back of the total.
     */
    readonly credited?: number;
    /**
     * Still to be paid; below zero when it is to be given back.
     */
    readonly balance?: number;
    pdf?: InvoiceFile;
    xml?: InvoiceFile;
    readonly createdAt?: string;
    readonly updatedAt?: string;
};

/**
 * Who issues, as it was when the document was issued.
 */
export type InvoiceIssuer = {
    name: string;
    firstName?: string;
    lastName?: string;
    vatNumber: string;
    fiscalCode?: string;
    regime: TaxRegime;
    address: Address;
    register?: ProfessionalRegister;
    iban?: string;
    virtualStampAuthorisation?: string;
    creditNoteSection?: string;
    /**
     * Who collects in the name of this professional: name and VAT number.
     */
    collectedBy?: string;
};

/**
 * Something that is invoiced.
 */
export type InvoiceLine = {
    /**
     * The name of the treatment when left out.
     */
    description?: string;
    treatmentId?: number;
    /**
     * 1 when left out.
     */
    quantity?: number;
    /**
     * Without VAT. When left out: what was agreed with the appointment, or the price of the lists.
     */
    unitPrice?: number;
    vat?: InvoiceVat;
    tsExpenseType?: TsExpenseType;
    readonly lineNumber?: number;
    /**
     * Quantity by price.
     */
    readonly amount?: number;
    /**
     * Of a credit note: the line that it credits.
     */
    readonly creditsLineNumber?: number;
};

/**
 * One page of invoices.
 */
export type InvoiceList = {
    items: Array<Invoice>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * JSON Merge Patch (RFC 7396) of `InvoiceInput`.
 */
export type InvoicePatch = {
    [key: string]: unknown;
};

/**
 * Who pays for the person who is invoiced.
 */
export type InvoicePayer = {
    /**
     * Such as `mother`.
     */
    relation?: string;
    firstName: string;
    lastName: string;
    fiscalCode?: string;
};

/**
 * Money that was received for an invoice, or given back for a credit note.
 */
export type InvoicePayment = {
    id: number;
    invoiceId: number;
    method: PaymentMethod;
    date: string;
    /**
     * Of a credit note: what was given back.
     */
    amount: number;
    /**
     * Whether the expense can be deducted (L. 160/2019, c. 679).
     */
    traceable: boolean;
    reference?: string;
    createdAt: string;
};

/**
 * Money that was received.
 */
export type InvoicePaymentInput = {
    method: PaymentMethod;
    /**
     * At most the balance.
     */
    amount: number;
    /**
     * Today when left out; never in the future.
     */
    date?: string;
    /**
     * False of cash and true of the rest when left out; cash never is.
     */
    traceable?: boolean;
    reference?: string;
};

/**
 * One page of payments of an invoice.
 */
export type InvoicePaymentList = {
    items: Array<InvoicePayment>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * An invoice as it would be, stored nowhere.
 */
export type InvoicePreview = {
    documentType: InvoiceDocumentType;
    issuerId: number;
    issuer: InvoiceIssuer;
    customer: InvoiceCustomer;
    payer?: InvoicePayer;
    patientId?: number;
    appointmentId?: number;
    episodeId?: number;
    /**
     * The series of numbers.
     */
    section: string;
    /**
     * Of a draft only when it is settled already.
     */
    issueDate?: string;
    /**
     * When the service was given.
     */
    serviceDate?: string;
    lines: Array<InvoiceLine>;
    vatSummary: Array<InvoiceVatSummary>;
    social: Array<InvoiceSocialContribution>;
    withholding?: InvoiceWithholding;
    stamp: InvoiceStampDuty;
    /**
     * Whether the customer pays stamp duty when it is due.
     */
    chargeStamp: boolean;
    /**
     * The customer pays the VAT to the state.
     */
    splitPayment: boolean;
    totals: InvoiceTotals;
    currency: Currency;
    channel: InvoiceChannel;
    /**
     * The patient opposes sending this to Sistema TS.
     */
    tsOpposition: boolean;
    purchaseOrder?: InvoicePurchaseOrder;
    notes?: string;
};

/**
 * What a company or public body refers to.
 */
export type InvoicePurchaseOrder = {
    number: string;
    date?: string;
    /**
     * Project code (CUP).
     */
    cup?: string;
    /**
     * Tender code (CIG).
     */
    cig?: string;
};

/**
 * The contribution to a professional's fund that the customer pays.
 */
export type InvoiceSocialContribution = {
    /**
     * TipoCassa of FatturaPA.
     */
    fundType: string;
    /**
     * Percent of the base.
     */
    rate: number;
    /**
     * The fees that it is charged on.
     */
    base: number;
    /**
     * What is charged.
     */
    amount: number;
    /**
     * Taxed as the fees are.
     */
    vatRate: number;
    vatNature?: VatNature;
};

/**
 * Stamp duty (imposta di bollo).
 */
export type InvoiceStampDuty = {
    due: boolean;
    /**
     * What the issuer owes.
     */
    amount: number;
    chargedToCustomer: boolean;
    /**
     * What of it is part of the total.
     */
    charged: number;
    /**
     * How it is paid: a stamp on paper, or virtually.
     */
    mode?: 'paper' | 'virtual' | 'einvoice';
};

/**
 * More may come: treat a status that is not known as one of an issued document.
 */
export type InvoiceStatus = 'draft' | 'issued' | 'partially_paid' | 'paid' | 'partially_credited' | 'credited';

/**
 * A document summed up.
 */
export type InvoiceTotals = {
    /**
     * The lines.
     */
    fees: number;
    /**
     * Contribution to the fund.
     */
    social: number;
    /**
     * Recharged stamp duty.
     */
    stamp: number;
    /**
     * VAT.
     */
    vat: number;
    /**
     * The sum of these.
     */
    total: number;
    /**
     * What the customer withholds.
     */
    withheld: number;
    /**
     * What the customer pays to the issuer.
     */
    due: number;
};

/**
 * How a line is taxed.
 */
export type InvoiceVat = {
    /**
     * Percent; 0 needs a nature, any other forbids it.
     */
    rate: number;
    nature?: VatNature;
    /**
     * The rule that exempts it, as it stands on the document.
     */
    legalText?: string;
    /**
     * What attests the therapeutic purpose of a treatment that is taxed otherwise (DL 145/2023).
     */
    medicalAttestationId?: string;
};

/**
 * What is taxed in one way.
 */
export type InvoiceVatSummary = {
    /**
     * Percent.
     */
    rate: number;
    nature?: VatNature;
    legalText?: string;
    /**
     * Fees, contribution to the fund and recharged stamp duty.
     */
    base: number;
    /**
     * The VAT on it.
     */
    tax: number;
};

/**
 * Tax that the customer withholds.
 */
export type InvoiceWithholding = {
    /**
     * TipoRitenuta of FatturaPA.
     */
    type: 'RT01' | 'RT02';
    /**
     * Percent of the base.
     */
    rate: number;
    /**
     * CausalePagamento of FatturaPA; A is habitual self-employment.
     */
    reason: string;
    /**
     * What is withheld from.
     */
    base: number;
    /**
     * What the customer withholds and pays to the state.
     */
    amount: number;
};

/**
 * Who issues invoices: the clinic itself, or a professional working there.
 */
export type Issuer = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    kind: IssuerKind;
    name: string;
    /**
     * Of a professional.
     */
    firstName?: string;
    /**
     * Of a professional.
     */
    lastName?: string;
    vatNumber: string;
    fiscalCode?: string;
    regime: TaxRegime;
    address: Address;
    register?: ProfessionalRegister;
    /**
     * The practitioner who issues in their own name.
     */
    practitionerId?: number;
    /**
     * Who collects the fees in the name of this professional (L. 296/2006, c. 38).
     */
    collectedByIssuerId?: number;
    fund?: SocialFund;
    iban?: string;
    /**
     * The series of numbers that invoices are in unless told otherwise.
     */
    section: string;
    /**
     * The series of credit notes, when it is another.
     */
    creditNoteSection?: string;
    /**
     * Authorisation to pay stamp duty virtually (DPR 642/1972, art. 15).
     */
    virtualStampAuthorisation?: string;
    active: boolean;
    externalIds: Array<ExternalId>;
};

export type IssuerKind = 'company' | 'professional';

/**
 * One page of issuers.
 */
export type IssuerList = {
    items: Array<Issuer>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * The local health unit (ASL) that a patient belongs to.
 */
export type LocalHealthUnit = {
    /**
     * Region code.
     */
    region?: string;
    /**
     * Code of the local health unit.
     */
    asl?: string;
    name?: string;
};

/**
 * A building of the clinic.
 */
export type Location = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    name: string;
    /**
     * IANA name, such as `Europe/Rome`.
     */
    timeZone: string;
    active: boolean;
    address?: Address;
    /**
     * E.164.
     */
    phone?: string;
    email?: string;
    /**
     * When left out, the hours of the agendas alone count.
     */
    openingHours?: Array<LocationHours>;
    /**
     * Whose public holidays are kept.
     */
    holidays: 'IT' | 'none';
    closures: Array<Closure>;
    externalIds: Array<ExternalId>;
};

/**
 * When the doors are open, each week.
 */
export type LocationHours = {
    /**
     * ISO 8601: 1 is Monday, 7 is Sunday.
     */
    dayOfWeek: number;
    /**
     * Wall clock, `HH:mm`.
     */
    start: string;
    /**
     * Wall clock, `HH:mm`, up to `24:00`.
     */
    end: string;
};

/**
 * One page of locations.
 */
export type LocationList = {
    items: Array<Location>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * What a practitioner states about a patient.
 */
export type MedicalReport = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    patientId: number;
    /**
     * The practitioner who wrote it.
     */
    authorId: number;
    appointmentId?: number;
    episodeId?: number;
    status: MedicalReportStatus;
    type: MedicalReportType;
    sections: Array<MedicalReportSection>;
    diagnoses: Array<MedicalReportDiagnosis>;
    confidentiality: Confidentiality;
    /**
     * The first report of the document, with its addenda and replacements.
     */
    documentId: number;
    /**
     * The report that this one adds to.
     */
    addendumOfId?: number;
    /**
     * The report that this one takes the place of.
     */
    replacesId?: number;
    /**
     * The signed report that took the place of this one.
     */
    replacedById?: number;
    /**
     * Signed reports that add to this one.
     */
    addendumIds: Array<number>;
    attachments: Array<MedicalReportAttachment>;
    signature?: MedicalReportSignature;
    pdf?: MedicalReportPdf;
    obscured?: MedicalReportObscuring;
    enteredInError?: MedicalReportError;
    /**
     * When it was handed to its patient.
     */
    deliveredAt?: string;
    externalIds: Array<ExternalId>;
    patient?: Patient;
    author?: Practitioner;
    appointment?: Appointment;
    episode?: Episode;
};

/**
 * A file that belongs to a report.
 */
export type MedicalReportAttachment = {
    id: number;
    name: string;
    /**
     * As found in the content, whatever the sender said.
     */
    mediaType: string;
    bytes: number;
    /**
     * In hexadecimal digits.
     */
    sha256: string;
    createdAt: string;
};

/**
 * All files of a report.
 */
export type MedicalReportAttachmentList = {
    items: Array<MedicalReportAttachment>;
};

/**
 * A coded diagnosis.
 */
export type MedicalReportDiagnosis = {
    /**
     * Such as `ICD-9-CM` or `ICD-10`; stored as given.
     */
    system: string;
    code: string;
    text: string;
};

/**
 * Why a report should never have been.
 */
export type MedicalReportEnteredInError = {
    reason: string;
};

/**
 * Why it should never have been.
 */
export type MedicalReportError = {
    reason: string;
    at: string;
};

/**
 * A medical report as it is written.
 */
export type MedicalReportInput = {
    patientId: number;
    /**
     * An appointment of the same patient.
     */
    appointmentId?: number;
    /**
     * An episode of the same patient.
     */
    episodeId?: number;
    type: MedicalReportType;
    sections: Array<MedicalReportSection>;
    diagnoses?: Array<MedicalReportDiagnosis>;
    confidentiality?: Confidentiality;
    externalIds?: Array<ExternalId>;
    obscuredFor?: ObscuringReason;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    readonly id?: number;
    /**
     * The practitioner who wrote it.
     */
    readonly authorId?: number;
    status?: MedicalReportStatus;
    /**
     * The first report of the document, with its addenda and replacements.
     */
    readonly documentId?: number;
    /**
     * The report that this one adds to.
     */
    readonly addendumOfId?: number;
    /**
     * The report that this one takes the place of.
     */
    readonly replacesId?: number;
    /**
     * The signed report that took the place of this one.
     */
    readonly replacedById?: number;
    /**
     * Signed reports that add to this one.
     */
    readonly addendumIds?: Array<number>;
    readonly attachments?: Array<MedicalReportAttachment>;
    signature?: MedicalReportSignature;
    pdf?: MedicalReportPdf;
    obscured?: MedicalReportObscuring;
    enteredInError?: MedicalReportError;
    /**
     * When it was handed to its patient.
     */
    readonly deliveredAt?: string;
    readonly createdAt?: string;
    readonly updatedAt?: string;
};

/**
 * One page of medical reports.
 */
export type MedicalReportList = {
    items: Array<MedicalReport>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * Why a report is obscured.
 */
export type MedicalReportObscure = {
    reason: ObscuringReason;
    note?: string;
};

/**
 * Present while the author alone can see it.
 */
export type MedicalReportObscuring = {
    reason: ObscuringReason;
    note?: string;
    at: string;
};

/**
 * JSON Merge Patch (RFC 7396) of `MedicalReportInput`.
 */
export type MedicalReportPatch = {
    [key: string]: unknown;
};

/**
 * The document as it was signed; never rendered again.
 */
export type MedicalReportPdf = {
    url: string;
    sha256: string;
    bytes: number;
};

/**
 * A part of the text.
 */
export type MedicalReportSection = {
    code?: string;
    title: string;
    text: string;
};

/**
 * What follows a signed report.
 */
export type MedicalReportSequel = {
    type?: MedicalReportType;
    sections: Array<MedicalReportSection>;
    diagnoses?: Array<MedicalReportDiagnosis>;
    confidentiality?: Confidentiality;
    externalIds?: Array<ExternalId>;
};

/**
 * Who signed, when, and what.
 */
export type MedicalReportSignature = {
    /**
     * Regulation (EU) 910/2014, article 3; `simple` is the signature of the account.
     */
    kind: 'simple' | 'advanced' | 'qualified';
    /**
     * The practitioner who signed.
     */
    signerId: number;
    signedAt: string;
    /**
     * Of the PDF, in hexadecimal digits.
     */
    sha256: string;
    /**
     * Such as `PAdES`.
     */
    format?: string;
    certSerial?: string;
};

/**
 * A signed report never changes; `superseded` is one that a later report replaces.
 */
export type MedicalReportStatus = 'draft' | 'signed' | 'superseded' | 'entered_in_error';

/**
 * What kind of report it is.
 */
export type MedicalReportType = {
    /**
     * LOINC code of the kind of document.
     */
    loinc: string;
    /**
     * The clinic's own code.
     */
    code?: string;
    title: string;
};

/**
 * The patient decided so, or the law does.
 */
export type ObscuringReason = 'patient_request' | 'by_law';

/**
 * A person who is or was cared for in the clinic.
 */
export type Patient = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    fiscalCodeStatus: FiscalCodeStatus;
    createdAt: string;
    updatedAt: string;
    firstName: string;
    lastName: string;
    /**
     * Not before 1890, not in the future.
     */
    birthDate?: string;
    birthPlace?: BirthPlace;
    sex?: Sex;
    /**
     * Stored in upper case without spaces; unique in the clinic.
     */
    fiscalCode?: string;
    fiscalCodeType: FiscalCodeType;
    /**
     * Partita IVA, 11 digits.
     */
    vatNumber?: string;
    residence?: Address;
    domicile?: Address;
    /**
     * Land line. Stored in E.164 form.
     */
    phone?: string;
    /**
     * Mobile telephone. Stored in E.164 form.
     */
    mobile?: string;
    /**
     * E-mail address.
     */
    email?: string;
    /**
     * Certified e-mail address.
     */
    pec?: string;
    preferredChannel?: ContactChannel;
    /**
     * Channels without reminders.
     */
    reminderOptOuts?: Array<ReminderChannel>;
    asl?: LocalHealthUnit;
    generalPractitioner?: GeneralPractitioner;
    healthCard?: HealthCard;
    exemptions?: Array<Exemption>;
    guardians?: Array<Guardian>;
    emergencyContacts?: Array<EmergencyContact>;
    consents?: Array<PatientConsent>;
    tsOpposition: boolean;
    deceasedAt?: string;
    externalIds: Array<ExternalId>;
    archivedAt?: string;
    /**
     * The patient that this one was merged into.
     */
    mergedIntoId?: number;
    /**
     * In answers to writes only.
     */
    warnings?: Array<Warning>;
};

/**
 * What a patient agreed to or refused. Care itself needs no consent (GDPR article 9.2.h).
 */
export type PatientConsent = {
    type: 'privacy_notice' | 'dossier' | 'dossier_past' | 'marketing' | 'reminders' | 'online_reports';
    status: 'given' | 'refused' | 'revoked';
    /**
     * Version of the notice that the person was shown.
     */
    noticeVersion?: string;
    at: string;
    channel?: 'paper' | 'online' | 'verbal' | 'other';
    documentId?: string;
};

/**
 * A consent as it was recorded, and by whom.
 */
export type PatientConsentEntry = {
    consent: PatientConsent;
    /**
     * It was taken off the record then, and recorded there before.
     */
    removed: boolean;
    recordedAt: string;
    userId?: string;
    clientId?: string;
};

/**
 * What a patient agreed to or refused, and since when.
 */
export type PatientConsents = {
    /**
     * What the record holds now.
     */
    items: Array<PatientConsent>;
    /**
     * The latest of each type, which is what counts.
     */
    current: Array<PatientConsent>;
    /**
     * Everything that was ever recorded, in order.
     */
    history: Array<PatientConsentEntry>;
    /**
     * The patient's.
     */
    version: number;
};

/**
 * The consents that a record is to hold.
 */
export type PatientConsentsInput = {
    items: Array<PatientConsent>;
    /**
     * The patient's version this is based on; instead of If-Match.
     */
    version?: number;
};

/**
 * A patient as it is written.
 */
export type PatientInput = {
    firstName: string;
    lastName: string;
    /**
     * Not before 1890, not in the future.
     */
    birthDate?: string;
    birthPlace?: BirthPlace;
    sex?: Sex;
    /**
     * Stored in upper case without spaces; unique in the clinic.
     */
    fiscalCode?: string;
    fiscalCodeType?: FiscalCodeType;
    /**
     * Partita IVA, 11 digits.
     */
    vatNumber?: string;
    residence?: Address;
    domicile?: Address;
    /**
     * Land line. Stored in E.164 form.
     */
    phone?: string;
    /**
     * Mobile telephone. Stored in E.164 form.
     */
    mobile?: string;
    /**
     * E-mail address.
     */
    email?: string;
    /**
     * Certified e-mail address.
     */
    pec?: string;
    preferredChannel?: ContactChannel;
    /**
     * Channels without reminders.
     */
    reminderOptOuts?: Array<ReminderChannel>;
    asl?: LocalHealthUnit;
    generalPractitioner?: GeneralPractitioner;
    healthCard?: HealthCard;
    exemptions?: Array<Exemption>;
    guardians?: Array<Guardian>;
    emergencyContacts?: Array<EmergencyContact>;
    consents?: Array<PatientConsent>;
    /**
     * The patient opposes sending expenses to Sistema Tessera Sanitaria. False when left out.
     */
    tsOpposition?: boolean;
    deceasedAt?: string;
    externalIds?: Array<ExternalId>;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    readonly id?: number;
    fiscalCodeStatus?: FiscalCodeStatus;
    readonly createdAt?: string;
    readonly updatedAt?: string;
    readonly archivedAt?: string;
    /**
     * The patient that this one was merged into.
     */
    readonly mergedIntoId?: number;
    /**
     * In answers to writes only.
     */
    readonly warnings?: Array<Warning>;
};

/**
 * One page of patients.
 */
export type PatientList = {
    items: Array<Patient>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * What is known of a person. A name, a birth date, a code, a telephone or an address is needed.
 */
export type PatientMatch = {
    firstName?: string;
    lastName?: string;
    birthDate?: string;
    sex?: Sex;
    fiscalCode?: string;
    /**
     * Land line or mobile. Stored in E.164 form.
     */
    phone?: string;
    /**
     * E-mail address.
     */
    email?: string;
    /**
     * How many candidates at most; 10 when left out.
     */
    limit?: number;
};

/**
 * Somebody who may be the person.
 */
export type PatientMatchCandidate = {
    patient: Patient;
    /**
     * Out of what the known facts could give.
     */
    score: number;
    grade: 'certain' | 'probable' | 'possible';
    reasons: Array<PatientMatchReason>;
};

/**
 * How one fact agrees.
 */
export type PatientMatchReason = {
    field: string;
    agreement: 'same' | 'similar' | 'different';
    /**
     * What it adds to the score, or takes from it.
     */
    points: number;
};

/**
 * Who it may be, the most probable first.
 */
export type PatientMatches = {
    items: Array<PatientMatchCandidate>;
};

/**
 * Whose record goes on.
 */
export type PatientMerge = {
    /**
     * The patient who stays.
     */
    intoId: number;
};

/**
 * JSON Merge Patch (RFC 7396) of `PatientInput`.
 */
export type PatientPatch = {
    [key: string]: unknown;
};

/**
 * Who pays the share that patients do not.
 */
export type Payer = {
    code: string;
    name: string;
};

export type PaymentMethod = 'cash' | 'card' | 'bank_transfer' | 'cheque' | 'direct_debit' | 'online' | 'other';

/**
 * Somebody who sees patients.
 */
export type Practitioner = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    firstName: string;
    lastName: string;
    /**
     * Such as `Dott.ssa`.
     */
    title?: string;
    /**
     * Number in the professional register.
     */
    registerNumber?: string;
    /**
     * Province of that register.
     */
    registerProvince?: string;
    specialties: Array<string>;
    active: boolean;
    /**
     * The account of this person, as `sub` in tokens.
     */
    userId?: string;
    externalIds: Array<ExternalId>;
};

/**
 * One page of practitioners.
 */
export type PractitionerList = {
    items: Array<Practitioner>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * What a treatment costs somebody on a day.
 */
export type Price = {
    treatmentId: number;
    /**
     * When the price is for this practitioner alone.
     */
    practitionerId?: number;
    /**
     * The day that the price is for.
     */
    date: string;
    /**
     * The sum of both shares.
     */
    price: number;
    /**
     * What the patient pays.
     */
    patientShare: number;
    /**
     * What the payer pays.
     */
    payerShare: number;
    currency: Currency;
    /**
     * The list it is from; none when it is a price of the practitioner.
     */
    priceListId?: number;
    /**
     * Why this price: the list was asked for, belongs to the payer, to the insurer or company of the patient, is open to everybody, or the practitioner has a price of their own.
     */
    rule: 'explicit' | 'payer' | 'patient_insurance' | 'patient_company' | 'private' | 'practitioner';
};

/**
 * Prices agreed with one payer, or open to everybody.
 */
export type PriceList = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    name: string;
    kind: PriceListKind;
    payer?: Payer;
    validFrom?: string;
    /**
     * The last day of it.
     */
    validTo?: string;
    active: boolean;
    currency: Currency;
    externalIds: Array<ExternalId>;
};

/**
 * The price of one treatment in a list.
 */
export type PriceListItem = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    priceListId: number;
    treatmentId: number;
    /**
     * For this practitioner alone.
     */
    practitionerId?: number;
    treatment?: Treatment;
    practitioner?: Practitioner;
    /**
     * What the treatment costs: the sum of both shares.
     */
    price: number;
    /**
     * What the patient pays.
     */
    patientShare: number;
    /**
     * What the payer pays.
     */
    payerShare: number;
    /**
     * Discount that `price` contains already, in percent.
     */
    discountPct?: number;
    validFrom?: string;
    /**
     * The last day of it.
     */
    validTo?: string;
};

/**
 * One page of prices of a list.
 */
export type PriceListItemList = {
    items: Array<PriceListItem>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

export type PriceListKind = 'private' | 'insurance' | 'convention' | 'company' | 'ssn';

/**
 * One page of price lists.
 */
export type PriceListList = {
    items: Array<PriceList>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * The professional register that somebody belongs to.
 */
export type ProfessionalRegister = {
    name: string;
    province: string;
    number: string;
};

/**
 * How a series repeats, on the clock of the agenda.
 */
export type Recurrence = {
    frequency: 'daily' | 'weekly' | 'monthly';
    /**
     * Every so many; 1 when left out.
     */
    interval?: number;
    /**
     * How many appointments.
     */
    count: number;
};

/**
 * Who sent the patient, and why.
 */
export type Referral = {
    /**
     * Such as the number of an electronic prescription (NRE).
     */
    number?: string;
    date?: string;
    prescriber?: string;
    /**
     * Classes U, B, D and P of Italian prescriptions.
     */
    priority?: 'urgent' | 'short' | 'deferrable' | 'planned';
    /**
     * What the prescriber wants to know.
     */
    question?: string;
};

/**
 * How reminders are sent.
 */
export type ReminderChannel = 'email' | 'sms' | 'phone';

/**
 * Rooms or machines that a treatment takes up.
 */
export type RequiredResource = {
    kind: RoomKind;
    /**
     * Rooms or machines of which some are needed.
     */
    anyOfIds: Array<number>;
    /**
     * How many of them at once.
     */
    count: number;
};

/**
 * A room or a machine: taken by one appointment at a time.
 */
export type Room = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    name: string;
    kind: RoomKind;
    /**
     * Where it stands.
     */
    locationId: number;
    active: boolean;
    floor?: string;
    externalIds: Array<ExternalId>;
    location?: Location;
};

/**
 * A room, or a machine in one.
 */
export type RoomKind = 'room' | 'machine';

/**
 * One page of rooms and machines.
 */
export type RoomList = {
    items: Array<Room>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * A sandbox clinic that is as it was in the beginning.
 */
export type SandboxReset = {
    /**
     * The clinic that was reset.
     */
    tenantId: string;
    /**
     * When its records were put back.
     */
    resetAt: string;
};

/**
 * Only in the answer to a change with `scope` `following` or `all`: what became of the others of the series.
 */
export type SeriesChange = {
    /**
     * The others that changed with it.
     */
    changedIds: Array<number>;
    unchanged: Array<UnchangedAppointment>;
};

/**
 * Of a series: which, of those that are to come; `this` when left out.
 */
export type SeriesScope = 'this' | 'following' | 'all';

/**
 * Sex as the fiscal code knows it.
 */
export type Sex = 'M' | 'F';

/**
 * What Sistema Tessera Sanitaria is to be told of an invoice; nothing is sent.
 */
export type SistemaTs = {
    sendable: boolean;
    /**
     * Why there is nothing to send.
     */
    reason?: 'not_issued' | 'not_a_person' | 'no_fiscal_code' | 'not_paid';
    /**
     * 31 January after the year of the last payment (DM 29 October 2025).
     */
    deadline?: string;
    records: Array<SistemaTsRecord>;
};

/**
 * idSpesa: what identifies a document at Sistema TS.
 */
export type SistemaTsDocumentId = {
    /**
     * VAT number of the issuer.
     */
    pIva: string;
    dataEmissione: string;
    /**
     * Always 1.
     */
    dispositivo: number;
    numDocumento: string;
};

/**
 * voceSpesa: an amount of one expense type, taxed in one way.
 */
export type SistemaTsExpense = {
    tipoSpesa: TsExpenseType;
    /**
     * With VAT, contribution and recharged stamp duty.
     */
    importo: number;
    /**
     * Percent.
     */
    aliquotaIVA?: number;
    naturaIVA?: string;
};

/**
 * One record: what was paid on one day, traceable or not.
 */
export type SistemaTsRecord = {
    idSpesa: SistemaTsDocumentId;
    idRimborso?: SistemaTsDocumentId;
    dataPagamento: string;
    /**
     * 1 when paid before the document was issued.
     */
    flagPagamentoAnticipato?: number;
    /**
     * I inserts, R reimburses.
     */
    flagOperazione: 'I' | 'R';
    /**
     * In clear here; encrypted for Sistema TS. Absent with opposition.
     */
    cfCittadino?: string;
    pagamentoTracciato: 'SI' | 'NO';
    /**
     * F, an invoice.
     */
    tipoDocumento: string;
    flagOpposizione: number;
    voceSpesa: Array<SistemaTsExpense>;
};

/**
 * A date of a series that was not booked.
 */
export type SkippedDate = {
    /**
     * Date and time on the clock of the agenda.
     */
    date: string;
    code: string;
};

/**
 * The fund whose contribution a professional charges.
 */
export type SocialFund = {
    /**
     * TipoCassa of FatturaPA, such as TC21 for psychologists.
     */
    type: string;
    /**
     * Percent of the fee that the customer pays on top of it.
     */
    rate: number;
};

/**
 * RegimeFiscale of FatturaPA: RF01 ordinary, RF02 minimum, RF19 flat rate.
 */
export type TaxRegime = 'RF01' | 'RF02' | 'RF19';

/**
 * Something the clinic does for patients.
 */
export type Treatment = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    /**
     * The clinic's own code, unique in it.
     */
    code: string;
    name: string;
    /**
     * Medical branch, such as `cardiology`.
     */
    branch: string;
    /**
     * Code in the national nomenclature.
     */
    nomenclatureCode?: string;
    durationMinutes: number;
    /**
     * Kept free before it; not part of the appointment.
     */
    bufferBeforeMinutes: number;
    /**
     * Kept free after it; not part of the appointment.
     */
    bufferAfterMinutes: number;
    eligiblePractitioners: Array<EligiblePractitioner>;
    requiredResources: Array<RequiredResource>;
    vat: TreatmentVat;
    /**
     * Expense type of Sistema TS, such as `SR`.
     */
    tsExpenseType?: string;
    requiresReferral: boolean;
    minAge?: number;
    maxAge?: number;
    /**
     * What the patient must do before.
     */
    preparation?: string;
    onlineBookable: boolean;
    active: boolean;
    externalIds: Array<ExternalId>;
};

/**
 * A treatment to be booked.
 */
export type TreatmentChoice = {
    treatmentId: number;
    /**
     * An agreed price; otherwise that of the price lists.
     */
    price?: number;
    /**
     * The list whose price is to be used.
     */
    priceListId?: number;
    readonly durationMinutes?: number;
    /**
     * Told by the server.
     */
    readonly patientShare?: number;
    /**
     * Told by the server.
     */
    readonly payerShare?: number;
};

/**
 * One page of treatments.
 */
export type TreatmentList = {
    items: Array<Treatment>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * How a treatment is taxed.
 */
export type TreatmentVat = {
    /**
     * Percent.
     */
    rate: number;
    /**
     * Natura code when the rate is 0, such as `N4`.
     */
    nature?: string;
    legalText?: string;
};

/**
 * Expense type of Sistema TS; SR is specialist outpatient care.
 */
export type TsExpenseType = 'TK' | 'FC' | 'FV' | 'AD' | 'AS' | 'SR' | 'CT' | 'PI' | 'IC' | 'AC' | 'AA' | 'SV' | 'SP';

/**
 * An appointment of the series that stayed as it was.
 */
export type UnchangedAppointment = {
    id: number;
    start: string;
    status: AppointmentStatus;
    /**
     * It began already, or its status does not allow it.
     */
    reason: 'past' | 'status';
};

/**
 * Who is signed in, in which clinic, and what this token may do.
 */
export type UserInfo = {
    /**
     * Stable id of the person.
     */
    sub: string;
    name: string;
    /**
     * Only when the scope `email` was granted.
     */
    email?: string;
    /**
     * One clinic, or none for a developer account.
     */
    tenants: Array<UserInfoTenant>;
    role?: string;
    permissions: Array<string>;
    /**
     * What this token was granted.
     */
    scopes: Array<string>;
    /**
     * The application that calls.
     */
    clientId: string;
};

/**
 * A clinic that the signed-in person belongs to.
 */
export type UserInfoTenant = {
    id: string;
    name: string;
    /**
     * True for a clinic of fictitious data.
     */
    sandbox: boolean;
};

/**
 * Natura of FatturaPA, of what bears no VAT; N4 is exempt.
 */
export type VatNature = 'N1' | 'N2.1' | 'N2.2' | 'N4';

/**
 * Something that was stored as given but looks wrong.
 */
export type Warning = {
    field: string;
    code: string;
    message: string;
};

/**
 * A time to keep for a moment.
 */
export type AppointmentHoldWritable = {
    /**
     * Needed before it is confirmed.
     */
    patientId?: number;
    agendaId: number;
    treatments: Array<TreatmentChoiceWritable>;
    /**
     * Any start within the rules; of `online` bookings one that is offered.
     */
    start: string;
    /**
     * When it is not what the treatments take.
     */
    end?: string;
    /**
     * Rooms and machines to prefer; free ones are found when left out.
     */
    resourceIds?: Array<number>;
    origin?: AppointmentOrigin;
    /**
     * One of the patient's that is open.
     */
    episodeId?: number;
    /**
     * For the clinic.
     */
    notes?: string;
    /**
     * For the patient.
     */
    patientInstructions?: string;
    externalIds?: Array<ExternalId>;
    /**
     * How long it holds; 300 when left out.
     */
    ttlSeconds?: number;
};

/**
 * An appointment as it is written.
 */
export type AppointmentInputWritable = {
    patientId: number;
    agendaId: number;
    treatments: Array<TreatmentChoiceWritable>;
    /**
     * Any start within the rules; of `online` bookings one that is offered.
     */
    start: string;
    /**
     * When it is not what the treatments take.
     */
    end?: string;
    /**
     * Rooms and machines to prefer; free ones are found when left out.
     */
    resourceIds?: Array<number>;
    origin?: AppointmentOrigin;
    /**
     * One of the patient's that is open.
     */
    episodeId?: number;
    /**
     * For the clinic.
     */
    notes?: string;
    /**
     * For the patient.
     */
    patientInstructions?: string;
    externalIds?: Array<ExternalId>;
    status?: AppointmentStatus;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    seriesChange?: SeriesChange;
    cancel?: Cancellation;
};

/**
 * Appointments that repeat.
 */
export type AppointmentSeriesInputWritable = {
    patientId: number;
    agendaId: number;
    treatments: Array<TreatmentChoiceWritable>;
    /**
     * Any start within the rules; of `online` bookings one that is offered.
     */
    start: string;
    /**
     * When it is not what the treatments take.
     */
    end?: string;
    /**
     * Rooms and machines to prefer; free ones are found when left out.
     */
    resourceIds?: Array<number>;
    origin?: AppointmentOrigin;
    /**
     * One of the patient's that is open.
     */
    episodeId?: number;
    /**
     * For the clinic.
     */
    notes?: string;
    /**
     * For the patient.
     */
    patientInstructions?: string;
    externalIds?: Array<ExternalId>;
    recurrence: Recurrence;
    /**
     * Leave out the dates that cannot be booked; otherwise nothing is booked.
     */
    skipTaken?: boolean;
};

/**
 * An episode as it is written.
 */
export type EpisodeInputWritable = {
    /**
     * Cannot change.
     */
    patientId: number;
    title: string;
    start: string;
    /**
     * The last day, once it is finished or cancelled.
     */
    end?: string;
    responsiblePractitionerId?: number;
    diagnoses?: Array<Diagnosis>;
    referral?: Referral;
    /**
     * Who pays, by the code that price lists have.
     */
    payerCode?: string;
    /**
     * How many appointments the payer agreed to.
     */
    authorisedSessions?: number;
    notes?: string;
    status?: EpisodeStatus;
    externalIds?: Array<ExternalId>;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
};

/**
 * An invoice or a credit note; until it is issued, a draft.
 */
export type InvoiceWritable = {
    id: number;
    /**
     * Grows with every change; the entity tag is made of it.
     */
    version: number;
    createdAt: string;
    updatedAt: string;
    status: InvoiceStatus;
    documentType: InvoiceDocumentType;
    issuerId: number;
    issuer: InvoiceIssuer;
    customer: InvoiceCustomer;
    payer?: InvoicePayer;
    patientId?: number;
    appointmentId?: number;
    episodeId?: number;
    /**
     * The series of numbers.
     */
    section: string;
    /**
     * Of a draft only when it is settled already.
     */
    issueDate?: string;
    /**
     * When the service was given.
     */
    serviceDate?: string;
    lines: Array<InvoiceLineWritable>;
    vatSummary: Array<InvoiceVatSummary>;
    social: Array<InvoiceSocialContribution>;
    withholding?: InvoiceWithholding;
    stamp: InvoiceStampDuty;
    /**
     * Whether the customer pays stamp duty when it is due.
     */
    chargeStamp: boolean;
    /**
     * The customer pays the VAT to the state.
     */
    splitPayment: boolean;
    totals: InvoiceTotals;
    currency: Currency;
    channel: InvoiceChannel;
    /**
     * The patient opposes sending this to Sistema TS.
     */
    tsOpposition: boolean;
    purchaseOrder?: InvoicePurchaseOrder;
    notes?: string;
    year?: number;
    /**
     * Follows the one before in its series, without gap.
     */
    number?: number;
    /**
     * As it stands on the document.
     */
    formattedNumber?: string;
    issuedAt?: string;
    /**
     * Of a credit note: the invoice that it credits.
     */
    creditsInvoiceId?: number;
    /**
     * Of a credit note.
     */
    reason?: string;
    /**
     * What was paid; of a credit note, given back.
     */
    paid: number;
    /**
     * What credit notes took back of the total.
     */
    credited: number;
    /**
     * Still to be paid; below zero when it is to be given back.
     */
    balance: number;
    pdf?: InvoiceFile;
    xml?: InvoiceFile;
    externalIds: Array<ExternalId>;
    patient?: Patient;
    appointment?: Appointment;
    episode?: Episode;
};

/**
 * An invoice as it is written.
 */
export type InvoiceInputWritable = {
    issuerId: number;
    /**
     * TD06 of professionals and TD01 of others when left out.
     */
    documentType?: 'TD01' | 'TD06';
    /**
     * Whom it is about; also who is invoiced, unless `customer` tells.
     */
    patientId?: number;
    /**
     * The appointment whose agreed prices hold.
     */
    appointmentId?: number;
    episodeId?: number;
    customer?: InvoiceCustomer;
    payer?: InvoicePayer;
    /**
     * The series of numbers.
     */
    section?: string;
    /**
     * The day of issue when left out; never in the future.
     */
    issueDate?: string;
    serviceDate?: string;
    lines: Array<InvoiceLineWritable>;
    /**
     * Whether the customer pays stamp duty when it is due; true when left out.
     */
    chargeStamp?: boolean;
    /**
     * Only for companies and public bodies.
     */
    splitPayment?: boolean;
    /**
     * As the patient said in general, when left out.
     */
    tsOpposition?: boolean;
    purchaseOrder?: InvoicePurchaseOrder;
    notes?: string;
    externalIds?: Array<ExternalId>;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    status?: InvoiceStatus;
    issuer?: InvoiceIssuer;
    withholding?: InvoiceWithholding;
    stamp?: InvoiceStampDuty;
    totals?: InvoiceTotals;
    currency?: Currency;
    channel?: InvoiceChannel;
    pdf?: InvoiceFile;
    xml?: InvoiceFile;
};

/**
 * Something that is invoiced.
 */
export type InvoiceLineWritable = {
    /**
     * The name of the treatment when left out.
     */
    description?: string;
    treatmentId?: number;
    /**
     * 1 when left out.
     */
    quantity?: number;
    /**
     * Without VAT. When left out: what was agreed with the appointment, or the price of the lists.
     */
    unitPrice?: number;
    vat?: InvoiceVat;
    tsExpenseType?: TsExpenseType;
};

/**
 * One page of invoices.
 */
export type InvoiceListWritable = {
    items: Array<InvoiceWritable>;
    offset: number;
    limit: number;
    /**
     * Whether there are more behind these.
     */
    hasMore: boolean;
    /**
     * With `includeTotal=true`.
     */
    total?: number;
};

/**
 * An invoice as it would be, stored nowhere.
 */
export type InvoicePreviewWritable = {
    documentType: InvoiceDocumentType;
    issuerId: number;
    issuer: InvoiceIssuer;
    customer: InvoiceCustomer;
    payer?: InvoicePayer;
    patientId?: number;
    appointmentId?: number;
    episodeId?: number;
    /**
     * The series of numbers.
     */
    section: string;
    /**
     * Of a draft only when it is settled already.
     */
    issueDate?: string;
    /**
     * When the service was given.
     */
    serviceDate?: string;
    lines: Array<InvoiceLineWritable>;
    vatSummary: Array<InvoiceVatSummary>;
    social: Array<InvoiceSocialContribution>;
    withholding?: InvoiceWithholding;
    stamp: InvoiceStampDuty;
    /**
     * Whether the customer pays stamp duty when it is due.
     */
    chargeStamp: boolean;
    /**
     * The customer pays the VAT to the state.
     */
    splitPayment: boolean;
    totals: InvoiceTotals;
    currency: Currency;
    channel: InvoiceChannel;
    /**
     * The patient opposes sending this to Sistema TS.
     */
    tsOpposition: boolean;
    purchaseOrder?: InvoicePurchaseOrder;
    notes?: string;
};

/**
 * A medical report as it is written.
 */
export type MedicalReportInputWritable = {
    patientId: number;
    /**
     * An appointment of the same patient.
     */
    appointmentId?: number;
    /**
     * An episode of the same patient.
     */
    episodeId?: number;
    type: MedicalReportType;
    sections: Array<MedicalReportSection>;
    diagnoses?: Array<MedicalReportDiagnosis>;
    confidentiality?: Confidentiality;
    externalIds?: Array<ExternalId>;
    obscuredFor?: ObscuringReason;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    status?: MedicalReportStatus;
    signature?: MedicalReportSignature;
    pdf?: MedicalReportPdf;
    obscured?: MedicalReportObscuring;
    enteredInError?: MedicalReportError;
};

/**
 * A patient as it is written.
 */
export type PatientInputWritable = {
    firstName: string;
    lastName: string;
    /**
     * Not before 1890, not in the future.
     */
    birthDate?: string;
    birthPlace?: BirthPlace;
    sex?: Sex;
    /**
     * Stored in upper case without spaces; unique in the clinic.
     */
    fiscalCode?: string;
    fiscalCodeType?: FiscalCodeType;
    /**
     * Partita IVA, 11 digits.
     */
    vatNumber?: string;
    residence?: Address;
    domicile?: Address;
    /**
     * Land line. Stored in E.164 form.
     */
    phone?: string;
    /**
     * Mobile telephone. Stored in E.164 form.
     */
    mobile?: string;
    /**
     * E-mail address.
     */
    email?: string;
    /**
     * Certified e-mail address.
     */
    pec?: string;
    preferredChannel?: ContactChannel;
    /**
     * Channels without reminders.
     */
    reminderOptOuts?: Array<ReminderChannel>;
    asl?: LocalHealthUnit;
    generalPractitioner?: GeneralPractitioner;
    healthCard?: HealthCard;
    exemptions?: Array<Exemption>;
    guardians?: Array<Guardian>;
    emergencyContacts?: Array<EmergencyContact>;
    consents?: Array<PatientConsent>;
    /**
     * The patient opposes sending expenses to Sistema Tessera Sanitaria. False when left out.
     */
    tsOpposition?: boolean;
    deceasedAt?: string;
    externalIds?: Array<ExternalId>;
    /**
     * The version this is based on; instead of If-Match.
     */
    version?: number;
    fiscalCodeStatus?: FiscalCodeStatus;
};

/**
 * A treatment to be booked.
 */
export type TreatmentChoiceWritable = {
    treatmentId: number;
    /**
     * An agreed price; otherwise that of the price lists.
     */
    price?: number;
    /**
     * The list whose price is to be used.
     */
    priceListId?: number;
};

export type MedicalReportsListAttachmentsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments';
};

export type MedicalReportsListAttachmentsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsListAttachmentsError = MedicalReportsListAttachmentsErrors[keyof MedicalReportsListAttachmentsErrors];

export type MedicalReportsListAttachmentsResponses = {
    /**
     * The attachments.
     */
    200: MedicalReportAttachmentList;
};

export type MedicalReportsListAttachmentsResponse = MedicalReportsListAttachmentsResponses[keyof MedicalReportsListAttachmentsResponses];

export type MedicalReportsAddAttachmentData = {
    body: {
        /**
         * The file, with its name.
         */
        file: Blob | File;
    };
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments';
};

export type MedicalReportsAddAttachmentErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`, `report_signed`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsAddAttachmentError = MedicalReportsAddAttachmentErrors[keyof MedicalReportsAddAttachmentErrors];

export type MedicalReportsAddAttachmentResponses = {
    /**
     * The new attachment.
     */
    201: MedicalReportAttachment;
};

export type MedicalReportsAddAttachmentResponse = MedicalReportsAddAttachmentResponses[keyof MedicalReportsAddAttachmentResponses];

export type UserInfoGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/userinfo';
};

export type UserInfoGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type UserInfoGetError = UserInfoGetErrors[keyof UserInfoGetErrors];

export type UserInfoGetResponses = {
    /**
     * The signed-in person.
     */
    200: UserInfo;
};

export type UserInfoGetResponse = UserInfoGetResponses[keyof UserInfoGetResponses];

export type PatientsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant, merged ones included. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `lastName`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Beginnings of words of the name, in any order; case and accents are ignored.
         */
        q?: string;
        /**
         * Only the one with exactly this code.
         */
        fiscalCode?: string;
        /**
         * Only those who were born on this day.
         */
        birthDate?: string;
        /**
         * Land line or mobile, in any notation.
         */
        phone?: string;
        /**
         * Only those with this address.
         */
        email?: string;
        /**
         * `system|value`, or `value` in any system.
         */
        externalId?: string;
        /**
         * Only archived ones, or only others; both when left out.
         */
        archived?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/patients';
};

export type PatientsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsListError = PatientsListErrors[keyof PatientsListErrors];

export type PatientsListResponses = {
    /**
     * One page of patients.
     */
    200: PatientList;
};

export type PatientsListResponse = PatientsListResponses[keyof PatientsListResponses];

export type PatientsCreateData = {
    /**
     * A patient as it is written.
     */
    body: PatientInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/patients';
};

export type PatientsCreateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `duplicate_patient`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsCreateError = PatientsCreateErrors[keyof PatientsCreateErrors];

export type PatientsCreateResponses = {
    /**
     * The new patient.
     */
    201: Patient;
};

export type PatientsCreateResponse = PatientsCreateResponses[keyof PatientsCreateResponses];

export type PatientsMatchData = {
    /**
     * What is known of a person. A name, a birth date, a code, a telephone or an address is needed.
     */
    body: PatientMatch;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/match';
};

export type PatientsMatchErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsMatchError = PatientsMatchErrors[keyof PatientsMatchErrors];

export type PatientsMatchResponses = {
    /**
     * Who it may be.
     */
    200: PatientMatches;
};

export type PatientsMatchResponse = PatientsMatchResponses[keyof PatientsMatchResponses];

export type PatientsArchiveData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}/archive';
};

export type PatientsArchiveErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsArchiveError = PatientsArchiveErrors[keyof PatientsArchiveErrors];

export type PatientsArchiveResponses = {
    /**
     * The patient.
     */
    200: Patient;
};

export type PatientsArchiveResponse = PatientsArchiveResponses[keyof PatientsArchiveResponses];

export type PatientsUnarchiveData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}/unarchive';
};

export type PatientsUnarchiveErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsUnarchiveError = PatientsUnarchiveErrors[keyof PatientsUnarchiveErrors];

export type PatientsUnarchiveResponses = {
    /**
     * The patient.
     */
    200: Patient;
};

export type PatientsUnarchiveResponse = PatientsUnarchiveResponses[keyof PatientsUnarchiveResponses];

export type PatientsMergeData = {
    /**
     * Whose record goes on.
     */
    body: PatientMerge;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}/merge';
};

export type PatientsMergeErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsMergeError = PatientsMergeErrors[keyof PatientsMergeErrors];

export type PatientsMergeResponses = {
    /**
     * The patient that was merged, with `mergedIntoId`.
     */
    200: Patient;
};

export type PatientsMergeResponse = PatientsMergeResponses[keyof PatientsMergeResponses];

export type PatientsGetConsentsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/patients/{id}/consents';
};

export type PatientsGetConsentsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsGetConsentsError = PatientsGetConsentsErrors[keyof PatientsGetConsentsErrors];

export type PatientsGetConsentsResponses = {
    /**
     * The consents.
     */
    200: PatientConsents;
};

export type PatientsGetConsentsResponse = PatientsGetConsentsResponses[keyof PatientsGetConsentsResponses];

export type PatientsReplaceConsentsData = {
    /**
     * The consents that a record is to hold.
     */
    body: PatientConsentsInput;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}/consents';
};

export type PatientsReplaceConsentsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsReplaceConsentsError = PatientsReplaceConsentsErrors[keyof PatientsReplaceConsentsErrors];

export type PatientsReplaceConsentsResponses = {
    /**
     * The consents as stored.
     */
    200: PatientConsents;
};

export type PatientsReplaceConsentsResponse = PatientsReplaceConsentsResponses[keyof PatientsReplaceConsentsResponses];

export type PatientsDeleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}';
};

export type PatientsDeleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsDeleteError = PatientsDeleteErrors[keyof PatientsDeleteErrors];

export type PatientsDeleteResponses = {
    /**
     * Deleted.
     */
    204: unknown;
};

export type PatientsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/patients/{id}';
};

export type PatientsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsGetError = PatientsGetErrors[keyof PatientsGetErrors];

export type PatientsGetResponses = {
    /**
     * The patient.
     */
    200: Patient;
};

export type PatientsGetResponse = PatientsGetResponses[keyof PatientsGetResponses];

export type PatientsPatchData = {
    /**
     * JSON Merge Patch (RFC 7396) of `PatientInput`.
     */
    body: PatientPatch;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}';
};

export type PatientsPatchErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `duplicate_patient`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsPatchError = PatientsPatchErrors[keyof PatientsPatchErrors];

export type PatientsPatchResponses = {
    /**
     * The patient as stored.
     */
    200: Patient;
};

export type PatientsPatchResponse = PatientsPatchResponses[keyof PatientsPatchResponses];

export type PatientsReplaceData = {
    /**
     * A patient as it is written.
     */
    body: PatientInputWritable;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The patient.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/patients/{id}';
};

export type PatientsReplaceErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `duplicate_patient`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PatientsReplaceError = PatientsReplaceErrors[keyof PatientsReplaceErrors];

export type PatientsReplaceResponses = {
    /**
     * The patient as stored.
     */
    200: Patient;
};

export type PatientsReplaceResponse = PatientsReplaceResponses[keyof PatientsReplaceResponses];

export type LocationsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `name`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/locations';
};

export type LocationsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type LocationsListError = LocationsListErrors[keyof LocationsListErrors];

export type LocationsListResponses = {
    /**
     * One page of locations.
     */
    200: LocationList;
};

export type LocationsListResponse = LocationsListResponses[keyof LocationsListResponses];

export type LocationsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The location.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/locations/{id}';
};

export type LocationsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type LocationsGetError = LocationsGetErrors[keyof LocationsGetErrors];

export type LocationsGetResponses = {
    /**
     * The location.
     */
    200: Location;
};

export type LocationsGetResponse = LocationsGetResponses[keyof LocationsGetResponses];

export type RoomsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `name`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only those at this location.
         */
        locationId?: number;
        /**
         * Only those of this kind.
         */
        kind?: 'room' | 'machine';
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `location` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/rooms';
};

export type RoomsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type RoomsListError = RoomsListErrors[keyof RoomsListErrors];

export type RoomsListResponses = {
    /**
     * One page of rooms and machines.
     */
    200: RoomList;
};

export type RoomsListResponse = RoomsListResponses[keyof RoomsListResponses];

export type RoomsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The room.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `location` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/rooms/{id}';
};

export type RoomsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type RoomsGetError = RoomsGetErrors[keyof RoomsGetErrors];

export type RoomsGetResponses = {
    /**
     * The room.
     */
    200: Room;
};

export type RoomsGetResponse = RoomsGetResponses[keyof RoomsGetResponses];

export type PractitionersListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `lastName`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only those who may give this treatment.
         */
        treatmentId?: number;
        /**
         * Only those with an active agenda there.
         */
        locationId?: number;
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/practitioners';
};

export type PractitionersListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PractitionersListError = PractitionersListErrors[keyof PractitionersListErrors];

export type PractitionersListResponses = {
    /**
     * One page of practitioners.
     */
    200: PractitionerList;
};

export type PractitionersListResponse = PractitionersListResponses[keyof PractitionersListResponses];

export type PractitionersGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The practitioner.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/practitioners/{id}';
};

export type PractitionersGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PractitionersGetError = PractitionersGetErrors[keyof PractitionersGetErrors];

export type PractitionersGetResponses = {
    /**
     * The practitioner.
     */
    200: Practitioner;
};

export type PractitionersGetResponse = PractitionersGetResponses[keyof PractitionersGetResponses];

export type AgendasListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `name`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only those of this practitioner.
         */
        practitionerId?: number;
        /**
         * Only those at this location.
         */
        locationId?: number;
        /**
         * Only those in which this treatment can be booked.
         */
        treatmentId?: number;
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `practitioner` (giponext.agenda, agendas.read), `location` (giponext.agenda, agendas.read), `room` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/agendas';
};

export type AgendasListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AgendasListError = AgendasListErrors[keyof AgendasListErrors];

export type AgendasListResponses = {
    /**
     * One page of agendas.
     */
    200: AgendaList;
};

export type AgendasListResponse = AgendasListResponses[keyof AgendasListResponses];

export type AgendasGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The agenda.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `practitioner` (giponext.agenda, agendas.read), `location` (giponext.agenda, agendas.read), `room` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/agendas/{id}';
};

export type AgendasGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AgendasGetError = AgendasGetErrors[keyof AgendasGetErrors];

export type AgendasGetResponses = {
    /**
     * The agenda.
     */
    200: Agenda;
};

export type AgendasGetResponse = AgendasGetResponses[keyof AgendasGetResponses];

export type AvailabilitiesListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query: {
        /**
         * What is to be booked.
         */
        treatmentId: number;
        /**
         * From when on; now when left out, and never earlier than now. A date or an instant with offset.
         */
        from?: string;
        /**
         * Until when: a date is included, an instant is not. At most 31 days; 7 when left out. A date or an instant with offset.
         */
        to?: string;
        /**
         * Only those of this agenda.
         */
        agendaId?: number;
        /**
         * Only those of this practitioner.
         */
        practitionerId?: number;
        /**
         * Only those at this location.
         */
        locationId?: number;
        /**
         * Adds the price of this list. Needs the right to read treatments.
         */
        priceListId?: number;
        /**
         * Who books: `frontdesk` when left out. Online less may be offered.
         */
        channel?: 'frontdesk' | 'online';
        /**
         * An appointment that is to be moved, and not in its own way.
         */
        excludeAppointmentId?: number;
        /**
         * Say for each day without anything free why.
         */
        explain?: boolean;
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `agenda` (giponext.agenda, agendas.read), `practitioner` (giponext.agenda, agendas.read), `location` (giponext.agenda, agendas.read), `treatment` (giponext.treatments, treatments.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/availabilities';
};

export type AvailabilitiesListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `range_too_long`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AvailabilitiesListError = AvailabilitiesListErrors[keyof AvailabilitiesListErrors];

export type AvailabilitiesListResponses = {
    /**
     * One page of free times.
     */
    200: AvailabilityList;
};

export type AvailabilitiesListResponse = AvailabilitiesListResponses[keyof AvailabilitiesListResponses];

export type AppointmentsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Only those that start then or later. A date or an instant with offset.
         */
        from?: string;
        /**
         * Only those that start before: of a date its whole day is included. A date or an instant with offset.
         */
        to?: string;
        /**
         * Only those of this patient.
         */
        patientId?: number;
        /**
         * Only those of this practitioner.
         */
        practitionerId?: number;
        /**
         * Only those of this agenda.
         */
        agendaId?: number;
        /**
         * Only those in this room.
         */
        roomId?: number;
        /**
         * Only those of this series.
         */
        seriesId?: number;
        /**
         * Only those of this episode.
         */
        episodeId?: number;
        /**
         * One status, or several with commas between.
         */
        status?: string;
        /**
         * Order: `id`, `start`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `practitioner` (giponext.agenda, agendas.read), `agenda` (giponext.agenda, agendas.read), `location` (giponext.agenda, agendas.read), `room` (giponext.agenda, agendas.read), `episode` (giponext.episodes, episodes.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/appointments';
};

export type AppointmentsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsListError = AppointmentsListErrors[keyof AppointmentsListErrors];

export type AppointmentsListResponses = {
    /**
     * One page of appointments.
     */
    200: AppointmentList;
};

export type AppointmentsListResponse = AppointmentsListResponses[keyof AppointmentsListResponses];

export type AppointmentsCreateData = {
    /**
     * An appointment as it is written.
     */
    body: AppointmentInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments';
};

export type AppointmentsCreateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `slot_taken`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsCreateError = AppointmentsCreateErrors[keyof AppointmentsCreateErrors];

export type AppointmentsCreateResponses = {
    /**
     * The new appointment.
     */
    201: Appointment;
};

export type AppointmentsCreateResponse = AppointmentsCreateResponses[keyof AppointmentsCreateResponses];

export type AppointmentsHoldData = {
    /**
     * A time to keep for a moment.
     */
    body: AppointmentHoldWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/holds';
};

export type AppointmentsHoldErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `slot_taken`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsHoldError = AppointmentsHoldErrors[keyof AppointmentsHoldErrors];

export type AppointmentsHoldResponses = {
    /**
     * The held appointment.
     */
    201: Appointment;
};

export type AppointmentsHoldResponse = AppointmentsHoldResponses[keyof AppointmentsHoldResponses];

export type AppointmentsBookSeriesData = {
    /**
     * Appointments that repeat.
     */
    body: AppointmentSeriesInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/series';
};

export type AppointmentsBookSeriesErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `slot_taken`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`, `nonexistent_local_time`, `ambiguous_local_time`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsBookSeriesError = AppointmentsBookSeriesErrors[keyof AppointmentsBookSeriesErrors];

export type AppointmentsBookSeriesResponses = {
    /**
     * What was booked.
     */
    201: AppointmentSeries;
};

export type AppointmentsBookSeriesResponse = AppointmentsBookSeriesResponses[keyof AppointmentsBookSeriesResponses];

export type AppointmentsDeleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}';
};

export type AppointmentsDeleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsDeleteError = AppointmentsDeleteErrors[keyof AppointmentsDeleteErrors];

export type AppointmentsDeleteResponses = {
    /**
     * Deleted.
     */
    204: unknown;
};

export type AppointmentsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `practitioner` (giponext.agenda, agendas.read), `agenda` (giponext.agenda, agendas.read), `location` (giponext.agenda, agendas.read), `room` (giponext.agenda, agendas.read), `episode` (giponext.episodes, episodes.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/appointments/{id}';
};

export type AppointmentsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsGetError = AppointmentsGetErrors[keyof AppointmentsGetErrors];

export type AppointmentsGetResponses = {
    /**
     * The appointment.
     */
    200: Appointment;
};

export type AppointmentsGetResponse = AppointmentsGetResponses[keyof AppointmentsGetResponses];

export type AppointmentsPatchData = {
    /**
     * JSON Merge Patch (RFC 7396) of `AppointmentInput`.
     */
    body: AppointmentPatch;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}';
};

export type AppointmentsPatchErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `slot_taken`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsPatchError = AppointmentsPatchErrors[keyof AppointmentsPatchErrors];

export type AppointmentsPatchResponses = {
    /**
     * The appointment as stored.
     */
    200: Appointment;
};

export type AppointmentsPatchResponse = AppointmentsPatchResponses[keyof AppointmentsPatchResponses];

export type AppointmentsReplaceData = {
    /**
     * An appointment as it is written.
     */
    body: AppointmentInputWritable;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}';
};

export type AppointmentsReplaceErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `slot_taken`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsReplaceError = AppointmentsReplaceErrors[keyof AppointmentsReplaceErrors];

export type AppointmentsReplaceResponses = {
    /**
     * The appointment as stored.
     */
    200: Appointment;
};

export type AppointmentsReplaceResponse = AppointmentsReplaceResponses[keyof AppointmentsReplaceResponses];

export type AppointmentsConfirmData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/confirm';
};

export type AppointmentsConfirmErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsConfirmError = AppointmentsConfirmErrors[keyof AppointmentsConfirmErrors];

export type AppointmentsConfirmResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsConfirmResponse = AppointmentsConfirmResponses[keyof AppointmentsConfirmResponses];

export type AppointmentsArriveData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/arrive';
};

export type AppointmentsArriveErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsArriveError = AppointmentsArriveErrors[keyof AppointmentsArriveErrors];

export type AppointmentsArriveResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsArriveResponse = AppointmentsArriveResponses[keyof AppointmentsArriveResponses];

export type AppointmentsStartData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/start';
};

export type AppointmentsStartErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsStartError = AppointmentsStartErrors[keyof AppointmentsStartErrors];

export type AppointmentsStartResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsStartResponse = AppointmentsStartResponses[keyof AppointmentsStartResponses];

export type AppointmentsCompleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/complete';
};

export type AppointmentsCompleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsCompleteError = AppointmentsCompleteErrors[keyof AppointmentsCompleteErrors];

export type AppointmentsCompleteResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsCompleteResponse = AppointmentsCompleteResponses[keyof AppointmentsCompleteResponses];

export type AppointmentsCancelData = {
    /**
     * Why an appointment is cancelled.
     */
    body: AppointmentCancel;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/cancel';
};

export type AppointmentsCancelErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsCancelError = AppointmentsCancelErrors[keyof AppointmentsCancelErrors];

export type AppointmentsCancelResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsCancelResponse = AppointmentsCancelResponses[keyof AppointmentsCancelResponses];

export type AppointmentsNoShowData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/no-show';
};

export type AppointmentsNoShowErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsNoShowError = AppointmentsNoShowErrors[keyof AppointmentsNoShowErrors];

export type AppointmentsNoShowResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsNoShowResponse = AppointmentsNoShowResponses[keyof AppointmentsNoShowResponses];

export type AppointmentsReopenData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/reopen';
};

export type AppointmentsReopenErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`, `slot_taken`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsReopenError = AppointmentsReopenErrors[keyof AppointmentsReopenErrors];

export type AppointmentsReopenResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsReopenResponse = AppointmentsReopenResponses[keyof AppointmentsReopenResponses];

export type AppointmentsRescheduleData = {
    /**
     * Where an appointment moves.
     */
    body: AppointmentReschedule;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/reschedule';
};

export type AppointmentsRescheduleErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`, `slot_taken`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`, `nonexistent_local_time`, `ambiguous_local_time`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsRescheduleError = AppointmentsRescheduleErrors[keyof AppointmentsRescheduleErrors];

export type AppointmentsRescheduleResponses = {
    /**
     * The appointment as it is now.
     */
    200: Appointment;
};

export type AppointmentsRescheduleResponse = AppointmentsRescheduleResponses[keyof AppointmentsRescheduleResponses];

export type AppointmentsHistoryData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/appointments/{id}/history';
};

export type AppointmentsHistoryErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsHistoryError = AppointmentsHistoryErrors[keyof AppointmentsHistoryErrors];

export type AppointmentsHistoryResponses = {
    /**
     * The changes.
     */
    200: AppointmentHistory;
};

export type AppointmentsHistoryResponse = AppointmentsHistoryResponses[keyof AppointmentsHistoryResponses];

export type AppointmentsCalendarFileData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The appointment.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/appointments/{id}/calendar.ics';
};

export type AppointmentsCalendarFileErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type AppointmentsCalendarFileError = AppointmentsCalendarFileErrors[keyof AppointmentsCalendarFileErrors];

export type AppointmentsCalendarFileResponses = {
    /**
     * The calendar file.
     */
    200: string;
};

export type AppointmentsCalendarFileResponse = AppointmentsCalendarFileResponses[keyof AppointmentsCalendarFileResponses];

export type EpisodesListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Only those of this patient.
         */
        patientId?: number;
        /**
         * The one who is responsible.
         */
        practitionerId?: number;
        /**
         * One status, or several with commas between.
         */
        status?: string;
        /**
         * Order: `id`, `start`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `responsiblePractitioner` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/episodes';
};

export type EpisodesListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesListError = EpisodesListErrors[keyof EpisodesListErrors];

export type EpisodesListResponses = {
    /**
     * One page of episodes.
     */
    200: EpisodeList;
};

export type EpisodesListResponse = EpisodesListResponses[keyof EpisodesListResponses];

export type EpisodesCreateData = {
    /**
     * An episode as it is written.
     */
    body: EpisodeInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes';
};

export type EpisodesCreateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesCreateError = EpisodesCreateErrors[keyof EpisodesCreateErrors];

export type EpisodesCreateResponses = {
    /**
     * The new episode.
     */
    201: Episode;
};

export type EpisodesCreateResponse = EpisodesCreateResponses[keyof EpisodesCreateResponses];

export type EpisodesDeleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}';
};

export type EpisodesDeleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesDeleteError = EpisodesDeleteErrors[keyof EpisodesDeleteErrors];

export type EpisodesDeleteResponses = {
    /**
     * Deleted.
     */
    204: unknown;
};

export type EpisodesGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `responsiblePractitioner` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/episodes/{id}';
};

export type EpisodesGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesGetError = EpisodesGetErrors[keyof EpisodesGetErrors];

export type EpisodesGetResponses = {
    /**
     * The episode.
     */
    200: Episode;
};

export type EpisodesGetResponse = EpisodesGetResponses[keyof EpisodesGetResponses];

export type EpisodesPatchData = {
    /**
     * JSON Merge Patch (RFC 7396) of `EpisodeInput`.
     */
    body: EpisodePatch;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}';
};

export type EpisodesPatchErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesPatchError = EpisodesPatchErrors[keyof EpisodesPatchErrors];

export type EpisodesPatchResponses = {
    /**
     * The episode as stored.
     */
    200: Episode;
};

export type EpisodesPatchResponse = EpisodesPatchResponses[keyof EpisodesPatchResponses];

export type EpisodesReplaceData = {
    /**
     * An episode as it is written.
     */
    body: EpisodeInputWritable;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}';
};

export type EpisodesReplaceErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesReplaceError = EpisodesReplaceErrors[keyof EpisodesReplaceErrors];

export type EpisodesReplaceResponses = {
    /**
     * The episode as stored.
     */
    200: Episode;
};

export type EpisodesReplaceResponse = EpisodesReplaceResponses[keyof EpisodesReplaceResponses];

export type EpisodesActivateData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}/activate';
};

export type EpisodesActivateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesActivateError = EpisodesActivateErrors[keyof EpisodesActivateErrors];

export type EpisodesActivateResponses = {
    /**
     * The episode as it is now.
     */
    200: Episode;
};

export type EpisodesActivateResponse = EpisodesActivateResponses[keyof EpisodesActivateResponses];

export type EpisodesHoldData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}/hold';
};

export type EpisodesHoldErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesHoldError = EpisodesHoldErrors[keyof EpisodesHoldErrors];

export type EpisodesHoldResponses = {
    /**
     * The episode as it is now.
     */
    200: Episode;
};

export type EpisodesHoldResponse = EpisodesHoldResponses[keyof EpisodesHoldResponses];

export type EpisodesFinishData = {
    /**
     * How an episode ends.
     */
    body: EpisodeFinish;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}/finish';
};

export type EpisodesFinishErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesFinishError = EpisodesFinishErrors[keyof EpisodesFinishErrors];

export type EpisodesFinishResponses = {
    /**
     * The episode as it is now.
     */
    200: Episode;
};

export type EpisodesFinishResponse = EpisodesFinishResponses[keyof EpisodesFinishResponses];

export type EpisodesCancelData = {
    /**
     * Why an episode is cancelled.
     */
    body: EpisodeCancel;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/episodes/{id}/cancel';
};

export type EpisodesCancelErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesCancelError = EpisodesCancelErrors[keyof EpisodesCancelErrors];

export type EpisodesCancelResponses = {
    /**
     * The episode as it is now.
     */
    200: Episode;
};

export type EpisodesCancelResponse = EpisodesCancelResponses[keyof EpisodesCancelResponses];

export type EpisodesAppointmentsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/episodes/{id}/appointments';
};

export type EpisodesAppointmentsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesAppointmentsError = EpisodesAppointmentsErrors[keyof EpisodesAppointmentsErrors];

export type EpisodesAppointmentsResponses = {
    /**
     * One page of appointments.
     */
    200: AppointmentList;
};

export type EpisodesAppointmentsResponse = EpisodesAppointmentsResponses[keyof EpisodesAppointmentsResponses];

export type EpisodesInvoicesData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/episodes/{id}/invoices';
};

export type EpisodesInvoicesErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesInvoicesError = EpisodesInvoicesErrors[keyof EpisodesInvoicesErrors];

export type EpisodesInvoicesResponses = {
    /**
     * One page of invoices.
     */
    200: InvoiceList;
};

export type EpisodesInvoicesResponse = EpisodesInvoicesResponses[keyof EpisodesInvoicesResponses];

export type EpisodesMedicalReportsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The episode.
         */
        id: number;
    };
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/episodes/{id}/medical-reports';
};

export type EpisodesMedicalReportsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type EpisodesMedicalReportsError = EpisodesMedicalReportsErrors[keyof EpisodesMedicalReportsErrors];

export type EpisodesMedicalReportsResponses = {
    /**
     * One page of medical reports.
     */
    200: MedicalReportList;
};

export type EpisodesMedicalReportsResponse = EpisodesMedicalReportsResponses[keyof EpisodesMedicalReportsResponses];

export type MedicalReportsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only those of this patient.
         */
        patientId?: number;
        /**
         * Only those that this practitioner wrote.
         */
        authorId?: number;
        /**
         * Only those of this appointment.
         */
        appointmentId?: number;
        /**
         * Only those of this episode.
         */
        episodeId?: number;
        /**
         * A report with its addenda and replacements.
         */
        documentId?: number;
        /**
         * Only those of this type, by its LOINC code.
         */
        loinc?: string;
        /**
         * One status, or several with commas between. Left out: all but `entered_in_error`.
         */
        status?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `author` (giponext.agenda, agendas.read), `appointment` (giponext.agenda, appointments.read), `episode` (giponext.episodes, episodes.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/medical-reports';
};

export type MedicalReportsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsListError = MedicalReportsListErrors[keyof MedicalReportsListErrors];

export type MedicalReportsListResponses = {
    /**
     * One page of medical reports.
     */
    200: MedicalReportList;
};

export type MedicalReportsListResponse = MedicalReportsListResponses[keyof MedicalReportsListResponses];

export type MedicalReportsCreateData = {
    /**
     * A medical report as it is written.
     */
    body: MedicalReportInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports';
};

export type MedicalReportsCreateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsCreateError = MedicalReportsCreateErrors[keyof MedicalReportsCreateErrors];

export type MedicalReportsCreateResponses = {
    /**
     * The new draft.
     */
    201: MedicalReport;
};

export type MedicalReportsCreateResponse = MedicalReportsCreateResponses[keyof MedicalReportsCreateResponses];

export type MedicalReportsDeleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}';
};

export type MedicalReportsDeleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `report_signed`
     */
    409: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsDeleteError = MedicalReportsDeleteErrors[keyof MedicalReportsDeleteErrors];

export type MedicalReportsDeleteResponses = {
    /**
     * Deleted.
     */
    204: unknown;
};

export type MedicalReportsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `author` (giponext.agenda, agendas.read), `appointment` (giponext.agenda, appointments.read), `episode` (giponext.episodes, episodes.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/medical-reports/{id}';
};

export type MedicalReportsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsGetError = MedicalReportsGetErrors[keyof MedicalReportsGetErrors];

export type MedicalReportsGetResponses = {
    /**
     * The medical report.
     */
    200: MedicalReport;
};

export type MedicalReportsGetResponse = MedicalReportsGetResponses[keyof MedicalReportsGetResponses];

export type MedicalReportsPatchData = {
    /**
     * JSON Merge Patch (RFC 7396) of `MedicalReportInput`.
     */
    body: MedicalReportPatch;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}';
};

export type MedicalReportsPatchErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `report_signed`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsPatchError = MedicalReportsPatchErrors[keyof MedicalReportsPatchErrors];

export type MedicalReportsPatchResponses = {
    /**
     * The draft as stored.
     */
    200: MedicalReport;
};

export type MedicalReportsPatchResponse = MedicalReportsPatchResponses[keyof MedicalReportsPatchResponses];

export type MedicalReportsReplaceData = {
    /**
     * A medical report as it is written.
     */
    body: MedicalReportInputWritable;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}';
};

export type MedicalReportsReplaceErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `report_signed`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsReplaceError = MedicalReportsReplaceErrors[keyof MedicalReportsReplaceErrors];

export type MedicalReportsReplaceResponses = {
    /**
     * The draft as stored.
     */
    200: MedicalReport;
};

export type MedicalReportsReplaceResponse = MedicalReportsReplaceResponses[keyof MedicalReportsReplaceResponses];

export type MedicalReportsSignData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/sign';
};

export type MedicalReportsSignErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `precondition_required`
     */
    428: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsSignError = MedicalReportsSignErrors[keyof MedicalReportsSignErrors];

export type MedicalReportsSignResponses = {
    /**
     * The report as it is now.
     */
    200: MedicalReport;
};

export type MedicalReportsSignResponse = MedicalReportsSignResponses[keyof MedicalReportsSignResponses];

export type MedicalReportsAddAddendumData = {
    /**
     * What follows a signed report.
     */
    body: MedicalReportSequel;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/addenda';
};

export type MedicalReportsAddAddendumErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsAddAddendumError = MedicalReportsAddAddendumErrors[keyof MedicalReportsAddAddendumErrors];

export type MedicalReportsAddAddendumResponses = {
    /**
     * The new draft.
     */
    201: MedicalReport;
};

export type MedicalReportsAddAddendumResponse = MedicalReportsAddAddendumResponses[keyof MedicalReportsAddAddendumResponses];

export type MedicalReportsAddReplacementData = {
    /**
     * What follows a signed report.
     */
    body: MedicalReportSequel;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/replacement';
};

export type MedicalReportsAddReplacementErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsAddReplacementError = MedicalReportsAddReplacementErrors[keyof MedicalReportsAddReplacementErrors];

export type MedicalReportsAddReplacementResponses = {
    /**
     * The new draft.
     */
    201: MedicalReport;
};

export type MedicalReportsAddReplacementResponse = MedicalReportsAddReplacementResponses[keyof MedicalReportsAddReplacementResponses];

export type MedicalReportsEnterInErrorData = {
    /**
     * Why a report should never have been.
     */
    body: MedicalReportEnteredInError;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/entered-in-error';
};

export type MedicalReportsEnterInErrorErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsEnterInErrorError = MedicalReportsEnterInErrorErrors[keyof MedicalReportsEnterInErrorErrors];

export type MedicalReportsEnterInErrorResponses = {
    /**
     * The report as it is now.
     */
    200: MedicalReport;
};

export type MedicalReportsEnterInErrorResponse = MedicalReportsEnterInErrorResponses[keyof MedicalReportsEnterInErrorResponses];

export type MedicalReportsObscureData = {
    /**
     * Why a report is obscured.
     */
    body: MedicalReportObscure;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/obscure';
};

export type MedicalReportsObscureErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsObscureError = MedicalReportsObscureErrors[keyof MedicalReportsObscureErrors];

export type MedicalReportsObscureResponses = {
    /**
     * The report as it is now.
     */
    200: MedicalReport;
};

export type MedicalReportsObscureResponse = MedicalReportsObscureResponses[keyof MedicalReportsObscureResponses];

export type MedicalReportsUnobscureData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/unobscure';
};

export type MedicalReportsUnobscureErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_author`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsUnobscureError = MedicalReportsUnobscureErrors[keyof MedicalReportsUnobscureErrors];

export type MedicalReportsUnobscureResponses = {
    /**
     * The report as it is now.
     */
    200: MedicalReport;
};

export type MedicalReportsUnobscureResponse = MedicalReportsUnobscureResponses[keyof MedicalReportsUnobscureResponses];

export type MedicalReportsDeliverData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/deliver';
};

export type MedicalReportsDeliverErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsDeliverError = MedicalReportsDeliverErrors[keyof MedicalReportsDeliverErrors];

export type MedicalReportsDeliverResponses = {
    /**
     * The report as it is now.
     */
    200: MedicalReport;
};

export type MedicalReportsDeliverResponse = MedicalReportsDeliverResponses[keyof MedicalReportsDeliverResponses];

export type MedicalReportsPdfData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/pdf';
};

export type MedicalReportsPdfErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `range_not_satisfiable`
     */
    416: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsPdfError = MedicalReportsPdfErrors[keyof MedicalReportsPdfErrors];

export type MedicalReportsPdfResponses = {
    /**
     * The PDF.
     */
    200: Blob | File;
    /**
     * The part that the header Range asks for.
     */
    206: Blob | File;
};

export type MedicalReportsPdfResponse = MedicalReportsPdfResponses[keyof MedicalReportsPdfResponses];

export type MedicalReportsDeleteAttachmentData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
        /**
         * The attachment.
         */
        attachmentId: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments/{attachmentId}';
};

export type MedicalReportsDeleteAttachmentErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`, `report_signed`
     */
    409: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsDeleteAttachmentError = MedicalReportsDeleteAttachmentErrors[keyof MedicalReportsDeleteAttachmentErrors];

export type MedicalReportsDeleteAttachmentResponses = {
    /**
     * Deleted.
     */
    204: unknown;
};

export type MedicalReportsGetAttachmentData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The medical report.
         */
        id: number;
        /**
         * The attachment.
         */
        attachmentId: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments/{attachmentId}';
};

export type MedicalReportsGetAttachmentErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `range_not_satisfiable`
     */
    416: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type MedicalReportsGetAttachmentError = MedicalReportsGetAttachmentErrors[keyof MedicalReportsGetAttachmentErrors];

export type MedicalReportsGetAttachmentResponses = {
    /**
     * The file.
     */
    200: Blob | File;
    /**
     * The part that the header Range asks for.
     */
    206: Blob | File;
};

export type MedicalReportsGetAttachmentResponse = MedicalReportsGetAttachmentResponses[keyof MedicalReportsGetAttachmentResponses];

export type TreatmentsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `code`, `name`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Part of the name or code; case and accents are ignored.
         */
        q?: string;
        /**
         * Only the one with this code.
         */
        code?: string;
        /**
         * Only those of this branch of medicine.
         */
        branch?: string;
        /**
         * Only what this practitioner may give.
         */
        practitionerId?: number;
        /**
         * Only those that patients may book themselves, or only those that they may not.
         */
        onlineBookable?: boolean;
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/treatments';
};

export type TreatmentsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type TreatmentsListError = TreatmentsListErrors[keyof TreatmentsListErrors];

export type TreatmentsListResponses = {
    /**
     * One page of treatments.
     */
    200: TreatmentList;
};

export type TreatmentsListResponse = TreatmentsListResponses[keyof TreatmentsListResponses];

export type TreatmentsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The treatment.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/treatments/{id}';
};

export type TreatmentsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type TreatmentsGetError = TreatmentsGetErrors[keyof TreatmentsGetErrors];

export type TreatmentsGetResponses = {
    /**
     * The treatment.
     */
    200: Treatment;
};

export type TreatmentsGetResponse = TreatmentsGetResponses[keyof TreatmentsGetResponses];

export type PriceListsListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `name`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * One of the kinds of price lists.
         */
        kind?: string;
        /**
         * Code of the payer.
         */
        payer?: string;
        /**
         * Only lists that are valid on this day.
         */
        validOn?: string;
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/price-lists';
};

export type PriceListsListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PriceListsListError = PriceListsListErrors[keyof PriceListsListErrors];

export type PriceListsListResponses = {
    /**
     * One page of price lists.
     */
    200: PriceListList;
};

export type PriceListsListResponse = PriceListsListResponses[keyof PriceListsListResponses];

export type PriceListsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The price list.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/price-lists/{id}';
};

export type PriceListsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PriceListsGetError = PriceListsGetErrors[keyof PriceListsGetErrors];

export type PriceListsGetResponses = {
    /**
     * The price list.
     */
    200: PriceList;
};

export type PriceListsGetResponse = PriceListsGetResponses[keyof PriceListsGetResponses];

export type PriceListsListItemsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The price list.
         */
        id: number;
    };
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Only those of this treatment.
         */
        treatmentId?: number;
        /**
         * Only those of this practitioner.
         */
        practitionerId?: number;
        /**
         * Only prices that are valid on this day.
         */
        validOn?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `treatment` (giponext.treatments, treatments.read), `practitioner` (giponext.agenda, agendas.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/price-lists/{id}/items';
};

export type PriceListsListItemsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PriceListsListItemsError = PriceListsListItemsErrors[keyof PriceListsListItemsErrors];

export type PriceListsListItemsResponses = {
    /**
     * One page of prices.
     */
    200: PriceListItemList;
};

export type PriceListsListItemsResponse = PriceListsListItemsResponses[keyof PriceListsListItemsResponses];

export type PricesFindData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query: {
        /**
         * Only those of this treatment.
         */
        treatmentId: number;
        /**
         * Whose insurer or company is looked for. Needs the right to read patients.
         */
        patientId?: number;
        /**
         * Only those of this practitioner.
         */
        practitionerId?: number;
        /**
         * Code of the payer whose list is to be used.
         */
        payer?: string;
        /**
         * The list to use, and no other.
         */
        priceListId?: number;
        /**
         * Today on the clinic’s calendar when left out.
         */
        date?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/prices';
};

export type PricesFindErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type PricesFindError = PricesFindErrors[keyof PricesFindErrors];

export type PricesFindResponses = {
    /**
     * The price, and which list and rule gave it.
     */
    200: Price;
};

export type PricesFindResponse = PricesFindResponses[keyof PricesFindResponses];

export type IssuersListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * Order: `id`, `name`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only those that are in use, or only those that are not.
         */
        active?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/issuers';
};

export type IssuersListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type IssuersListError = IssuersListErrors[keyof IssuersListErrors];

export type IssuersListResponses = {
    /**
     * One page of issuers.
     */
    200: IssuerList;
};

export type IssuersListResponse = IssuersListResponses[keyof IssuersListResponses];

export type IssuersGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The issuer.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/issuers/{id}';
};

export type IssuersGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type IssuersGetError = IssuersGetErrors[keyof IssuersGetErrors];

export type IssuersGetResponses = {
    /**
     * The issuer.
     */
    200: Issuer;
};

export type IssuersGetResponse = IssuersGetResponses[keyof IssuersGetResponses];

export type InvoicesListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Changed at or after this instant. Re-read a few minutes of overlap.
         */
        updatedSince?: string;
        /**
         * One status, or several with commas between.
         */
        status?: string;
        /**
         * Only documents of this type.
         */
        documentType?: string;
        /**
         * One of the kinds of customers.
         */
        customerKind?: string;
        /**
         * Only those of this issuer.
         */
        issuerId?: number;
        /**
         * Only those of this patient.
         */
        patientId?: number;
        /**
         * Only those of this appointment.
         */
        appointmentId?: number;
        /**
         * Only those of this episode.
         */
        episodeId?: number;
        /**
         * The credit notes of this invoice.
         */
        creditsInvoiceId?: number;
        /**
         * Only the one with this number, as it is printed.
         */
        formattedNumber?: string;
        /**
         * Issue date on this day or later.
         */
        issuedFrom?: string;
        /**
         * Issue date on this day or earlier.
         */
        issuedTo?: string;
        /**
         * Order: `id`, `issueDate`, `updatedAt`; with `-` before it descending. By `id` when left out.
         */
        sort?: string;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `appointment` (giponext.agenda, appointments.read), `episode` (giponext.episodes, episodes.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/invoices';
};

export type InvoicesListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesListError = InvoicesListErrors[keyof InvoicesListErrors];

export type InvoicesListResponses = {
    /**
     * One page of invoices.
     */
    200: InvoiceList;
};

export type InvoicesListResponse = InvoicesListResponses[keyof InvoicesListResponses];

export type InvoicesCreateData = {
    /**
     * An invoice as it is written.
     */
    body: InvoiceInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices';
};

export type InvoicesCreateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesCreateError = InvoicesCreateErrors[keyof InvoicesCreateErrors];

export type InvoicesCreateResponses = {
    /**
     * The draft.
     */
    201: Invoice;
};

export type InvoicesCreateResponse = InvoicesCreateResponses[keyof InvoicesCreateResponses];

export type InvoicesPreviewData = {
    /**
     * An invoice as it is written.
     */
    body: InvoiceInputWritable;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/preview';
};

export type InvoicesPreviewErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesPreviewError = InvoicesPreviewErrors[keyof InvoicesPreviewErrors];

export type InvoicesPreviewResponses = {
    /**
     * What it would be.
     */
    200: InvoicePreview;
};

export type InvoicesPreviewResponse = InvoicesPreviewResponses[keyof InvoicesPreviewResponses];

export type InvoicesDeleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}';
};

export type InvoicesDeleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesDeleteError = InvoicesDeleteErrors[keyof InvoicesDeleteErrors];

export type InvoicesDeleteResponses = {
    /**
     * Deleted.
     */
    204: unknown;
};

export type InvoicesGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
        /**
         * What to bring along beside its id, with commas between: `patient` (giponext.patients, patients.read), `appointment` (giponext.agenda, appointments.read), `episode` (giponext.episodes, episodes.read).
         */
        expand?: string;
    };
    url: '/v2/tenants/{tenantId}/invoices/{id}';
};

export type InvoicesGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesGetError = InvoicesGetErrors[keyof InvoicesGetErrors];

export type InvoicesGetResponses = {
    /**
     * The invoice.
     */
    200: Invoice;
};

export type InvoicesGetResponse = InvoicesGetResponses[keyof InvoicesGetResponses];

export type InvoicesPatchData = {
    /**
     * JSON Merge Patch (RFC 7396) of `InvoiceInput`.
     */
    body: InvoicePatch;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}';
};

export type InvoicesPatchErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesPatchError = InvoicesPatchErrors[keyof InvoicesPatchErrors];

export type InvoicesPatchResponses = {
    /**
     * The draft as stored.
     */
    200: Invoice;
};

export type InvoicesPatchResponse = InvoicesPatchResponses[keyof InvoicesPatchResponses];

export type InvoicesReplaceData = {
    /**
     * An invoice as it is written.
     */
    body: InvoiceInputWritable;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}';
};

export type InvoicesReplaceErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesReplaceError = InvoicesReplaceErrors[keyof InvoicesReplaceErrors];

export type InvoicesReplaceResponses = {
    /**
     * The draft as stored.
     */
    200: Invoice;
};

export type InvoicesReplaceResponse = InvoicesReplaceResponses[keyof InvoicesReplaceResponses];

export type InvoicesIssueData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}/issue';
};

export type InvoicesIssueErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `issue_date_out_of_order`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesIssueError = InvoicesIssueErrors[keyof InvoicesIssueErrors];

export type InvoicesIssueResponses = {
    /**
     * The issued invoice.
     */
    200: Invoice;
};

export type InvoicesIssueResponse = InvoicesIssueResponses[keyof InvoicesIssueResponses];

export type InvoicesCreditData = {
    /**
     * What a credit note takes back.
     */
    body: CreditNoteInput;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}/credit-notes';
};

export type InvoicesCreditErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `version_conflict`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `issue_date_out_of_order`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesCreditError = InvoicesCreditErrors[keyof InvoicesCreditErrors];

export type InvoicesCreditResponses = {
    /**
     * The issued credit note.
     */
    201: Invoice;
};

export type InvoicesCreditResponse = InvoicesCreditResponses[keyof InvoicesCreditResponses];

export type InvoicesListPaymentsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: {
        /**
         * How many to skip.
         */
        offset?: number;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Count all that match, too.
         */
        includeTotal?: boolean;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/invoices/{id}/payments';
};

export type InvoicesListPaymentsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesListPaymentsError = InvoicesListPaymentsErrors[keyof InvoicesListPaymentsErrors];

export type InvoicesListPaymentsResponses = {
    /**
     * One page of payments.
     */
    200: InvoicePaymentList;
};

export type InvoicesListPaymentsResponse = InvoicesListPaymentsResponses[keyof InvoicesListPaymentsResponses];

export type InvoicesAddPaymentData = {
    /**
     * Money that was received.
     */
    body: InvoicePaymentInput;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}/payments';
};

export type InvoicesAddPaymentErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`, `invalid_transition`, `validation_failed`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesAddPaymentError = InvoicesAddPaymentErrors[keyof InvoicesAddPaymentErrors];

export type InvoicesAddPaymentResponses = {
    /**
     * The payment.
     */
    201: InvoicePayment;
};

export type InvoicesAddPaymentResponse = InvoicesAddPaymentResponses[keyof InvoicesAddPaymentResponses];

export type InvoicesPdfData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}/pdf';
};

export type InvoicesPdfErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `range_not_satisfiable`
     */
    416: Error;
    /**
     * `invalid_transition`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesPdfError = InvoicesPdfErrors[keyof InvoicesPdfErrors];

export type InvoicesPdfResponses = {
    /**
     * The document.
     */
    200: Blob | File;
    /**
     * The part that the header Range asks for.
     */
    206: Blob | File;
};

export type InvoicesPdfResponse = InvoicesPdfResponses[keyof InvoicesPdfResponses];

export type InvoicesFatturaPaData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/invoices/{id}/fatturapa.xml';
};

export type InvoicesFatturaPaErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `range_not_satisfiable`
     */
    416: Error;
    /**
     * `invalid_transition`, `sdi_forbidden`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesFatturaPaError = InvoicesFatturaPaErrors[keyof InvoicesFatturaPaErrors];

export type InvoicesFatturaPaResponses = {
    /**
     * The document.
     */
    200: Blob | File;
    /**
     * The part that the header Range asks for.
     */
    206: Blob | File;
};

export type InvoicesFatturaPaResponse = InvoicesFatturaPaResponses[keyof InvoicesFatturaPaResponses];

export type InvoicesSistemaTsData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The invoice.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/invoices/{id}/sistema-ts';
};

export type InvoicesSistemaTsErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type InvoicesSistemaTsError = InvoicesSistemaTsErrors[keyof InvoicesSistemaTsErrors];

export type InvoicesSistemaTsResponses = {
    /**
     * The records, or why there are none.
     */
    200: SistemaTs;
};

export type InvoicesSistemaTsResponse = InvoicesSistemaTsResponses[keyof InvoicesSistemaTsResponses];

export type ChangesListData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: {
        /**
         * The `nextCursor` of the last answer; `now` for what comes from now on. Without it everything that exists is told of.
         */
        cursor?: string;
        /**
         * Only these, with commas between; everything that the token may read when left out.
         */
        resources?: string;
        /**
         * How many to answer at most.
         */
        limit?: number;
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/changes';
};

export type ChangesListErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `cursor_expired`
     */
    410: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type ChangesListError = ChangesListErrors[keyof ChangesListErrors];

export type ChangesListResponses = {
    /**
     * What changed.
     */
    200: ChangeList;
};

export type ChangesListResponse = ChangesListResponses[keyof ChangesListResponses];

export type ExportsCreateData = {
    /**
     * What to export.
     */
    body: ExportInput;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/exports';
};

export type ExportsCreateErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`, `invalid_request`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`, `too_many_exports`
     */
    409: Error;
    /**
     * `payload_too_large`
     */
    413: Error;
    /**
     * `unsupported_media_type`
     */
    415: Error;
    /**
     * `idempotency_key_reused`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type ExportsCreateError = ExportsCreateErrors[keyof ExportsCreateErrors];

export type ExportsCreateResponses = {
    /**
     * It is queued. Poll the path in Location.
     */
    202: Export;
};

export type ExportsCreateResponse = ExportsCreateResponses[keyof ExportsCreateResponses];

export type ExportsDeleteData = {
    body?: never;
    headers?: {
        /**
         * The entity tag that the change is based on; another version is refused with 409.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The export.
         */
        id: number;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/exports/{id}';
};

export type ExportsDeleteErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type ExportsDeleteError = ExportsDeleteErrors[keyof ExportsDeleteErrors];

export type ExportsDeleteResponses = {
    /**
     * It is gone.
     */
    204: unknown;
};

export type ExportsGetData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The export.
         */
        id: number;
    };
    query?: {
        /**
         * Only these members, with commas between, such as `id`. The others are missing then, also those that are required.
         */
        fields?: string;
    };
    url: '/v2/tenants/{tenantId}/exports/{id}';
};

export type ExportsGetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type ExportsGetError = ExportsGetErrors[keyof ExportsGetErrors];

export type ExportsGetResponses = {
    /**
     * The export.
     */
    200: Export;
};

export type ExportsGetResponse = ExportsGetResponses[keyof ExportsGetResponses];

export type ExportsGetFileData = {
    body?: never;
    headers?: {
        /**
         * The entity tag of the last answer; 304 when nothing changed since.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The export.
         */
        id: number;
        /**
         * The name of the file.
         */
        name: string;
    };
    query?: never;
    url: '/v2/tenants/{tenantId}/exports/{id}/files/{name}';
};

export type ExportsGetFileErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `range_not_satisfiable`
     */
    416: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type ExportsGetFileError = ExportsGetFileErrors[keyof ExportsGetFileErrors];

export type ExportsGetFileResponses = {
    /**
     * The file.
     */
    200: string;
    /**
     * The part that the header Range asks for.
     */
    206: string;
};

export type ExportsGetFileResponse = ExportsGetFileResponses[keyof ExportsGetFileResponses];

export type SandboxResetData = {
    body?: never;
    headers?: {
        /**
         * Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v2/tenants/{tenantId}/sandbox/reset';
};

export type SandboxResetErrors = {
    /**
     * `invalid_parameter`, `unknown_parameter`
     */
    400: Error;
    /**
     * `invalid_token`
     */
    401: Error;
    /**
     * `insufficient_scope`, `insufficient_permission`, `not_a_sandbox`
     */
    403: Error;
    /**
     * `not_found`
     */
    404: Error;
    /**
     * `request_in_progress`
     */
    409: Error;
    /**
     * `idempotency_key_reused`
     */
    422: Error;
    /**
     * `rate_limit_exceeded`
     */
    429: Error;
    /**
     * `internal_error`
     */
    500: Error;
    /**
     * `unavailable`
     */
    503: Error;
};

export type SandboxResetError = SandboxResetErrors[keyof SandboxResetErrors];

export type SandboxResetResponses = {
    /**
     * The clinic is as it was in the beginning.
     */
    200: SandboxReset;
};

export type SandboxResetResponse = SandboxResetResponses[keyof SandboxResetResponses];
