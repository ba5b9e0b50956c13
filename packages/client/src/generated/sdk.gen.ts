// Generated from /swagger/docs/v2; do not edit.

import { client } from './client.gen.ts';
import { type Client, formDataBodySerializer, type Options as Options2, type TDataShape } from './client/index.ts';
import type { AgendasGetData, AgendasGetErrors, AgendasGetResponses, AgendasListData, AgendasListErrors, AgendasListResponses, AppointmentsArriveData, AppointmentsArriveErrors, AppointmentsArriveResponses, AppointmentsBookSeriesData, AppointmentsBookSeriesErrors, AppointmentsBookSeriesResponses, AppointmentsCalendarFileData, AppointmentsCalendarFileErrors, AppointmentsCalendarFileResponses, AppointmentsCancelData, AppointmentsCancelErrors, AppointmentsCancelResponses, AppointmentsCompleteData, AppointmentsCompleteErrors, AppointmentsCompleteResponses, AppointmentsConfirmData, AppointmentsConfirmErrors, AppointmentsConfirmResponses, AppointmentsCreateData, AppointmentsCreateErrors, AppointmentsCreateResponses, AppointmentsDeleteData, AppointmentsDeleteErrors, AppointmentsDeleteResponses, AppointmentsGetData, AppointmentsGetErrors, AppointmentsGetResponses, AppointmentsHistoryData, AppointmentsHistoryErrors, AppointmentsHistoryResponses, AppointmentsHoldData, AppointmentsHoldErrors, AppointmentsHoldResponses, AppointmentsListData, AppointmentsListErrors, AppointmentsListResponses, AppointmentsNoShowData, AppointmentsNoShowErrors, AppointmentsNoShowResponses, AppointmentsPatchData, AppointmentsPatchErrors, AppointmentsPatchResponses, AppointmentsReopenData, AppointmentsReopenErrors, AppointmentsReopenResponses, AppointmentsReplaceData, AppointmentsReplaceErrors, AppointmentsReplaceResponses, AppointmentsRescheduleData, AppointmentsRescheduleErrors, AppointmentsRescheduleResponses, AppointmentsStartData, AppointmentsStartErrors, AppointmentsStartResponses, AvailabilitiesListData, AvailabilitiesListErrors, AvailabilitiesListResponses, ChangesListData, ChangesListErrors, ChangesListResponses, EpisodesActivateData, EpisodesActivateErrors, EpisodesActivateResponses, EpisodesAppointmentsData, EpisodesAppointmentsErrors, EpisodesAppointmentsResponses, EpisodesCancelData, EpisodesCancelErrors, EpisodesCancelResponses, EpisodesCreateData, EpisodesCreateErrors, EpisodesCreateResponses, EpisodesDeleteData, EpisodesDeleteErrors, EpisodesDeleteResponses, EpisodesFinishData, EpisodesFinishErrors, EpisodesFinishResponses, EpisodesGetData, EpisodesGetErrors, EpisodesGetResponses, EpisodesHoldData, EpisodesHoldErrors, EpisodesHoldResponses, EpisodesInvoicesData, EpisodesInvoicesErrors, EpisodesInvoicesResponses, EpisodesListData, EpisodesListErrors, EpisodesListResponses, EpisodesMedicalReportsData, EpisodesMedicalReportsErrors, EpisodesMedicalReportsResponses, EpisodesPatchData, EpisodesPatchErrors, EpisodesPatchResponses, EpisodesReplaceData, EpisodesReplaceErrors, EpisodesReplaceResponses, ExportsCreateData, ExportsCreateErrors, ExportsCreateResponses, ExportsDeleteData, ExportsDeleteErrors, ExportsDeleteResponses, ExportsGetData, ExportsGetErrors, ExportsGetFileData, ExportsGetFileErrors, ExportsGetFileResponses, ExportsGetResponses, InvoicesAddPaymentData, InvoicesAddPaymentErrors, InvoicesAddPaymentResponses, InvoicesCreateData, InvoicesCreateErrors, InvoicesCreateResponses, InvoicesCreditData, InvoicesCreditErrors, InvoicesCreditResponses, InvoicesDeleteData, InvoicesDeleteErrors, InvoicesDeleteResponses, InvoicesFatturaPaData, InvoicesFatturaPaErrors, InvoicesFatturaPaResponses, InvoicesGetData, InvoicesGetErrors, InvoicesGetResponses, InvoicesIssueData, InvoicesIssueErrors, InvoicesIssueResponses, InvoicesListData, InvoicesListErrors, InvoicesListPaymentsData, InvoicesListPaymentsErrors, InvoicesListPaymentsResponses, InvoicesListResponses, InvoicesPatchData, InvoicesPatchErrors, InvoicesPatchResponses, InvoicesPdfData, InvoicesPdfErrors, InvoicesPdfResponses, InvoicesPreviewData, InvoicesPreviewErrors, InvoicesPreviewResponses, InvoicesReplaceData, InvoicesReplaceErrors, InvoicesReplaceResponses, InvoicesSistemaTsData, InvoicesSistemaTsErrors, InvoicesSistemaTsResponses, IssuersGetData, IssuersGetErrors, IssuersGetResponses, IssuersListData, IssuersListErrors, IssuersListResponses, LocationsGetData, LocationsGetErrors, LocationsGetResponses, LocationsListData, LocationsListErrors, LocationsListResponses, MedicalReportsAddAddendumData, MedicalReportsAddAddendumErrors, MedicalReportsAddAddendumResponses, MedicalReportsAddAttachmentData, MedicalReportsAddAttachmentErrors, MedicalReportsAddAttachmentResponses, MedicalReportsAddReplacementData, MedicalReportsAddReplacementErrors, MedicalReportsAddReplacementResponses, MedicalReportsCreateData, MedicalReportsCreateErrors, MedicalReportsCreateResponses, MedicalReportsDeleteAttachmentData, MedicalReportsDeleteAttachmentErrors, MedicalReportsDeleteAttachmentResponses, MedicalReportsDeleteData, MedicalReportsDeleteErrors, MedicalReportsDeleteResponses, MedicalReportsDeliverData, MedicalReportsDeliverErrors, MedicalReportsDeliverResponses, MedicalReportsEnterInErrorData, MedicalReportsEnterInErrorErrors, MedicalReportsEnterInErrorResponses, MedicalReportsGetAttachmentData, MedicalReportsGetAttachmentErrors, MedicalReportsGetAttachmentResponses, MedicalReportsGetData, MedicalReportsGetErrors, MedicalReportsGetResponses, MedicalReportsListAttachmentsData, MedicalReportsListAttachmentsErrors, MedicalReportsListAttachmentsResponses, MedicalReportsListData, MedicalReportsListErrors, MedicalReportsListResponses, MedicalReportsObscureData, MedicalReportsObscureErrors, MedicalReportsObscureResponses, MedicalReportsPatchData, MedicalReportsPatchErrors, MedicalReportsPatchResponses, MedicalReportsPdfData, MedicalReportsPdfErrors, MedicalReportsPdfResponses, MedicalReportsReplaceData, MedicalReportsReplaceErrors, MedicalReportsReplaceResponses, MedicalReportsSignData, MedicalReportsSignErrors, MedicalReportsSignResponses, MedicalReportsUnobscureData, MedicalReportsUnobscureErrors, MedicalReportsUnobscureResponses, PatientsArchiveData, PatientsArchiveErrors, PatientsArchiveResponses, PatientsCreateData, PatientsCreateErrors, PatientsCreateResponses, PatientsDeleteData, PatientsDeleteErrors, PatientsDeleteResponses, PatientsGetConsentsData, PatientsGetConsentsErrors, PatientsGetConsentsResponses, PatientsGetData, PatientsGetErrors, PatientsGetResponses, PatientsListData, PatientsListErrors, PatientsListResponses, PatientsMatchData, PatientsMatchErrors, PatientsMatchResponses, PatientsMergeData, PatientsMergeErrors, PatientsMergeResponses, PatientsPatchData, PatientsPatchErrors, PatientsPatchResponses, PatientsReplaceConsentsData, PatientsReplaceConsentsErrors, PatientsReplaceConsentsResponses, PatientsReplaceData, PatientsReplaceErrors, PatientsReplaceResponses, PatientsUnarchiveData, PatientsUnarchiveErrors, PatientsUnarchiveResponses, PractitionersGetData, PractitionersGetErrors, PractitionersGetResponses, PractitionersListData, PractitionersListErrors, PractitionersListResponses, PriceListsGetData, PriceListsGetErrors, PriceListsGetResponses, PriceListsListData, PriceListsListErrors, PriceListsListItemsData, PriceListsListItemsErrors, PriceListsListItemsResponses, PriceListsListResponses, PricesFindData, PricesFindErrors, PricesFindResponses, RoomsGetData, RoomsGetErrors, RoomsGetResponses, RoomsListData, RoomsListErrors, RoomsListResponses, SandboxResetData, SandboxResetErrors, SandboxResetResponses, TreatmentsGetData, TreatmentsGetErrors, TreatmentsGetResponses, TreatmentsListData, TreatmentsListErrors, TreatmentsListResponses, UserInfoGetData, UserInfoGetErrors, UserInfoGetResponses } from './types.gen.ts';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: Record<string, unknown>;
};

class HeyApiClient {
    protected client: Client;
    
    constructor(args?: {
        client?: Client;
    }) {
        this.client = args?.client ?? client;
    }
}

class HeyApiRegistry<T> {
    private readonly defaultKey = 'default';
    
    private readonly instances: Map<string, T> = new Map();
    
    get(key?: string): T {
        const instance = this.instances.get(key ?? this.defaultKey);
        if (!instance) {
            throw new Error(`No SDK client found. Create one with "new Operations()" to fix this error.`);
        }
        return instance;
    }
    
    set(value: T, key?: string): void {
        this.instances.set(key ?? this.defaultKey, value);
    }
}

export class MedicalReports extends HeyApiClient {
    /**
     * List the attachments of a report
     *
     * All of them, in order of their id.
     *
     * Needs the permission `medical_reports.read`.
     */
    public listAttachments<ThrowOnError extends boolean = true>(options: Options<MedicalReportsListAttachmentsData, ThrowOnError>) {
        return (options.client ?? this.client).get<MedicalReportsListAttachmentsResponses, MedicalReportsListAttachmentsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments',
            ...options
        });
    }
    
    /**
     * Attach a file to a draft
     *
     * One file of at most 20 MB, sent as `multipart/form-data`: PDF, JPEG, PNG, WebP, TIFF, HEIC or DICOM, told by its content. The report gets a new version.
     *
     * Needs the permission `medical_reports.write`.
     */
    public addAttachment<ThrowOnError extends boolean = true>(options: Options<MedicalReportsAddAttachmentData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsAddAttachmentResponses, MedicalReportsAddAttachmentErrors, ThrowOnError, 'data'>({
            ...formDataBodySerializer,
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments',
            ...options,
            headers: {
                'Content-Type': null,
                ...options.headers
            }
        });
    }
    
    /**
     * List medical reports
     *
     * Reports in order of their id; those entered in error only when asked for. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.
     *
     * Needs the permission `medical_reports.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<MedicalReportsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MedicalReportsListResponses, MedicalReportsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports',
            ...options
        });
    }
    
    /**
     * Begin a medical report
     *
     * Stores a draft of the calling practitioner, who is its author.
     *
     * Needs the permission `medical_reports.write`.
     */
    public create<ThrowOnError extends boolean = true>(options: Options<MedicalReportsCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsCreateResponses, MedicalReportsCreateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Delete a draft
     *
     * For the author alone. A signed report stays; `/entered-in-error` takes it back.
     *
     * Needs the permission `medical_reports.write`.
     */
    public delete<ThrowOnError extends boolean = true>(options: Options<MedicalReportsDeleteData, ThrowOnError>) {
        return (options.client ?? this.client).delete<MedicalReportsDeleteResponses, MedicalReportsDeleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}',
            ...options
        });
    }
    
    /**
     * Read a medical report
     *
     * One report. One that is obscured does not exist for anybody but its author.
     *
     * Needs the permission `medical_reports.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<MedicalReportsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<MedicalReportsGetResponses, MedicalReportsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}',
            ...options
        });
    }
    
    /**
     * Change parts of a draft
     *
     * JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.
     *
     * Needs the permission `medical_reports.write`.
     */
    public patch<ThrowOnError extends boolean = true>(options: Options<MedicalReportsPatchData, ThrowOnError>) {
        return (options.client ?? this.client).patch<MedicalReportsPatchResponses, MedicalReportsPatchErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace a draft
     *
     * Replaces the whole draft: what is left out is removed. Send If-Match, or `version`.
     *
     * Needs the permission `medical_reports.write`.
     */
    public replace<ThrowOnError extends boolean = true>(options: Options<MedicalReportsReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<MedicalReportsReplaceResponses, MedicalReportsReplaceErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Sign a draft
     *
     * For the author, who sends If-Match with the version that was reviewed. Renders the PDF once; from then on nothing of the report changes.
     *
     * Needs the permission `medical_reports.sign`.
     */
    public sign<ThrowOnError extends boolean = true>(options: Options<MedicalReportsSignData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsSignResponses, MedicalReportsSignErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/sign',
            ...options
        });
    }
    
    /**
     * Begin an addendum
     *
     * A draft of its own that adds to a signed report, by the same author. It counts once it is signed.
     *
     * Needs the permission `medical_reports.write`.
     */
    public addAddendum<ThrowOnError extends boolean = true>(options: Options<MedicalReportsAddAddendumData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsAddAddendumResponses, MedicalReportsAddAddendumErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/addenda',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Begin a replacement
     *
     * A draft of its own that takes the place of a signed report, by the same author. Once it is signed the old one is `superseded`.
     *
     * Needs the permission `medical_reports.write`.
     */
    public addReplacement<ThrowOnError extends boolean = true>(options: Options<MedicalReportsAddReplacementData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsAddReplacementResponses, MedicalReportsAddReplacementErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/replacement',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Declare a signed report an error
     *
     * It is kept with the reason, and lists leave it out. What it replaced stands again.
     *
     * Needs the permission `medical_reports.sign`.
     */
    public enterInError<ThrowOnError extends boolean = true>(options: Options<MedicalReportsEnterInErrorData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsEnterInErrorResponses, MedicalReportsEnterInErrorErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/entered-in-error',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Obscure a report
     *
     * As the patient or the law decides: from then on the report, with its addenda and replacements, does not exist for anybody but its author.
     *
     * Needs the permission `medical_reports.write`.
     */
    public obscure<ThrowOnError extends boolean = true>(options: Options<MedicalReportsObscureData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsObscureResponses, MedicalReportsObscureErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/obscure',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Show an obscured report again
     *
     * As the patient decides; for its author, as nobody else can know of it.
     *
     * Needs the permission `medical_reports.write`.
     */
    public unobscure<ThrowOnError extends boolean = true>(options: Options<MedicalReportsUnobscureData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsUnobscureResponses, MedicalReportsUnobscureErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/unobscure',
            ...options
        });
    }
    
    /**
     * Say that a report was delivered
     *
     * Notes that a signed report is with its patient, on paper or online. The first time counts; what was signed stays.
     *
     * Needs the permission `medical_reports.write`.
     */
    public deliver<ThrowOnError extends boolean = true>(options: Options<MedicalReportsDeliverData, ThrowOnError>) {
        return (options.client ?? this.client).post<MedicalReportsDeliverResponses, MedicalReportsDeliverErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/deliver',
            ...options
        });
    }
    
    /**
     * Read a signed report as a PDF
     *
     * The very bytes that were rendered when it was signed, whole or in a range. A draft has none.
     *
     * Needs the permission `medical_reports.read`.
     */
    public pdf<ThrowOnError extends boolean = true>(options: Options<MedicalReportsPdfData, ThrowOnError>) {
        return (options.client ?? this.client).get<MedicalReportsPdfResponses, MedicalReportsPdfErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/pdf',
            ...options
        });
    }
    
    /**
     * Take a file off a draft
     *
     * The content is removed for good, and the report gets a new version.
     *
     * Needs the permission `medical_reports.write`.
     */
    public deleteAttachment<ThrowOnError extends boolean = true>(options: Options<MedicalReportsDeleteAttachmentData, ThrowOnError>) {
        return (options.client ?? this.client).delete<MedicalReportsDeleteAttachmentResponses, MedicalReportsDeleteAttachmentErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments/{attachmentId}',
            ...options
        });
    }
    
    /**
     * Read an attachment
     *
     * The file as it was sent, whole or in a range. Its kind is in Content-Type.
     *
     * Needs the permission `medical_reports.read`.
     */
    public getAttachment<ThrowOnError extends boolean = true>(options: Options<MedicalReportsGetAttachmentData, ThrowOnError>) {
        return (options.client ?? this.client).get<MedicalReportsGetAttachmentResponses, MedicalReportsGetAttachmentErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/medical-reports/{id}/attachments/{attachmentId}',
            ...options
        });
    }
}

export class UserInfo extends HeyApiClient {
    /**
     * Who is signed in
     *
     * Tells the person, the clinic whose `tenantId` all other calls need, and what the token may do.
     */
    public get<ThrowOnError extends boolean = true>(options?: Options<UserInfoGetData, ThrowOnError>) {
        return (options?.client ?? this.client).get<UserInfoGetResponses, UserInfoGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/userinfo',
            ...options
        });
    }
}

export class Patients extends HeyApiClient {
    /**
     * List and search patients
     *
     * Patients in order of their id. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.
     *
     * Needs the permission `patients.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<PatientsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<PatientsListResponses, PatientsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients',
            ...options
        });
    }
    
    /**
     * Create a patient
     *
     * Stores a new patient. A doubtful fiscal code is stored and answered with `warnings`, unless the clinic is strict.
     *
     * Needs the permission `patients.write`.
     */
    public create<ThrowOnError extends boolean = true>(options: Options<PatientsCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<PatientsCreateResponses, PatientsCreateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Find out whether somebody is known
     *
     * Weighs what is known of a person against the records, slips of the pen included, and says what speaks for and against each. Ask before creating a patient.
     *
     * Needs the permission `patients.read`.
     */
    public match<ThrowOnError extends boolean = true>(options: Options<PatientsMatchData, ThrowOnError>) {
        return (options.client ?? this.client).post<PatientsMatchResponses, PatientsMatchErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/match',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Take a patient off the daily lists
     *
     * Nothing is deleted; lists leave the patient out with `archived=false`. Whoever is archived stays so.
     *
     * Needs the permission `patients.write`.
     */
    public archive<ThrowOnError extends boolean = true>(options: Options<PatientsArchiveData, ThrowOnError>) {
        return (options.client ?? this.client).post<PatientsArchiveResponses, PatientsArchiveErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}/archive',
            ...options
        });
    }
    
    /**
     * Put a patient back on the daily lists
     *
     * What `archive` did is undone. Whoever is not archived stays so.
     *
     * Needs the permission `patients.write`.
     */
    public unarchive<ThrowOnError extends boolean = true>(options: Options<PatientsUnarchiveData, ThrowOnError>) {
        return (options.client ?? this.client).post<PatientsUnarchiveResponses, PatientsUnarchiveErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}/unarchive',
            ...options
        });
    }
    
    /**
     * Make two records of one person one
     *
     * Everything of this patient becomes that of `intoId`, who also takes what was only known here, the fiscal code included. This one stays readable, tells `mergedIntoId`, and cannot change any more; the changes feed says `merged`.
     *
     * Needs the permission `patients.write`.
     */
    public merge<ThrowOnError extends boolean = true>(options: Options<PatientsMergeData, ThrowOnError>) {
        return (options.client ?? this.client).post<PatientsMergeResponses, PatientsMergeErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}/merge',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Read the consents of a patient
     *
     * What the record holds, what of it counts, and everything that was ever recorded.
     *
     * Needs the permission `patients.read`.
     */
    public getConsents<ThrowOnError extends boolean = true>(options: Options<PatientsGetConsentsData, ThrowOnError>) {
        return (options.client ?? this.client).get<PatientsGetConsentsResponses, PatientsGetConsentsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}/consents',
            ...options
        });
    }
    
    /**
     * Record consents of a patient
     *
     * Replaces what the record holds; what it held stays in the history. Record a revocation as an entry of its own.
     *
     * Needs the permission `patients.write`.
     */
    public replaceConsents<ThrowOnError extends boolean = true>(options: Options<PatientsReplaceConsentsData, ThrowOnError>) {
        return (options.client ?? this.client).put<PatientsReplaceConsentsResponses, PatientsReplaceConsentsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}/consents',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Delete a patient
     *
     * Removes a patient for good, which one with appointments refuses. To take somebody off the daily lists, archive instead.
     *
     * Needs the permission `patients.delete`.
     */
    public delete<ThrowOnError extends boolean = true>(options: Options<PatientsDeleteData, ThrowOnError>) {
        return (options.client ?? this.client).delete<PatientsDeleteResponses, PatientsDeleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}',
            ...options
        });
    }
    
    /**
     * Read a patient
     *
     * One patient. A merged one answers too, with `mergedIntoId`.
     *
     * Needs the permission `patients.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<PatientsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<PatientsGetResponses, PatientsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}',
            ...options
        });
    }
    
    /**
     * Change parts of a patient
     *
     * JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.
     *
     * Needs the permission `patients.write`.
     */
    public patch<ThrowOnError extends boolean = true>(options: Options<PatientsPatchData, ThrowOnError>) {
        return (options.client ?? this.client).patch<PatientsPatchResponses, PatientsPatchErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace a patient
     *
     * Replaces the whole patient: what is left out is removed. Send If-Match, or `version`, so as not to undo what others changed.
     *
     * Needs the permission `patients.write`.
     */
    public replace<ThrowOnError extends boolean = true>(options: Options<PatientsReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<PatientsReplaceResponses, PatientsReplaceErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/patients/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Locations extends HeyApiClient {
    /**
     * List locations
     *
     * The clinic's locations in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `agendas.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<LocationsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<LocationsListResponses, LocationsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/locations',
            ...options
        });
    }
    
    /**
     * Read a location
     *
     * One location by its id.
     *
     * Needs the permission `agendas.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<LocationsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<LocationsGetResponses, LocationsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/locations/{id}',
            ...options
        });
    }
}

export class Rooms extends HeyApiClient {
    /**
     * List rooms and machines
     *
     * The clinic's rooms and machines in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `agendas.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<RoomsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<RoomsListResponses, RoomsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/rooms',
            ...options
        });
    }
    
    /**
     * Read a room
     *
     * One room by its id.
     *
     * Needs the permission `agendas.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<RoomsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<RoomsGetResponses, RoomsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/rooms/{id}',
            ...options
        });
    }
}

export class Practitioners extends HeyApiClient {
    /**
     * List practitioners
     *
     * The clinic's practitioners in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `agendas.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<PractitionersListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<PractitionersListResponses, PractitionersListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/practitioners',
            ...options
        });
    }
    
    /**
     * Read a practitioner
     *
     * One practitioner by its id.
     *
     * Needs the permission `agendas.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<PractitionersGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<PractitionersGetResponses, PractitionersGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/practitioners/{id}',
            ...options
        });
    }
}

export class Agendas extends HeyApiClient {
    /**
     * List agendas
     *
     * The clinic's agendas in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `agendas.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<AgendasListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AgendasListResponses, AgendasListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/agendas',
            ...options
        });
    }
    
    /**
     * Read a agenda
     *
     * One agenda by its id.
     *
     * Needs the permission `agendas.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<AgendasGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<AgendasGetResponses, AgendasGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/agendas/{id}',
            ...options
        });
    }
}

export class Availabilities extends HeyApiClient {
    /**
     * Find free times
     *
     * Starts at which a treatment can be booked, by time, over all agendas that offer it. Working hours, exceptions, holidays, buffers, rooms and machines, and the rules of the agendas are taken into account. With `explain=true` it says why days have nothing.
     *
     * Needs the permission `agendas.read`.
     */
    public list<ThrowOnError extends boolean = true>(options: Options<AvailabilitiesListData, ThrowOnError>) {
        return (options.client ?? this.client).get<AvailabilitiesListResponses, AvailabilitiesListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/availabilities',
            ...options
        });
    }
}

export class Appointments extends HeyApiClient {
    /**
     * List appointments
     *
     * Appointments in order of their id, or of their start. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.
     *
     * Needs the permission `appointments.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<AppointmentsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AppointmentsListResponses, AppointmentsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments',
            ...options
        });
    }
    
    /**
     * Book an appointment
     *
     * Checks hours, rules, treatments and the patient, finds free rooms and machines, and freezes prices. Of many who want the same time one gets it.
     *
     * Needs the permission `appointments.write`.
     */
    public create<ThrowOnError extends boolean = true>(options: Options<AppointmentsCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsCreateResponses, AppointmentsCreateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Hold a time for a moment
     *
     * Keeps a time while somebody decides, five minutes unless told otherwise. `/confirm` books it; when its time is over it blocks nothing.
     *
     * Needs the permission `appointments.write`.
     */
    public hold<ThrowOnError extends boolean = true>(options: Options<AppointmentsHoldData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsHoldResponses, AppointmentsHoldErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/holds',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Book a series
     *
     * Books the same time every so many days, weeks or months, on the clock of the agenda: all of them or none, unless dates that cannot be had may be left out.
     *
     * Needs the permission `appointments.write`.
     */
    public bookSeries<ThrowOnError extends boolean = true>(options: Options<AppointmentsBookSeriesData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsBookSeriesResponses, AppointmentsBookSeriesErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/series',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Delete an appointment
     *
     * For what was entered by mistake, before the patient arrives; otherwise cancel. It releases a hold, too. The clinic keeps it, the API no longer shows it.
     *
     * Needs the permission `appointments.delete`.
     */
    public delete<ThrowOnError extends boolean = true>(options: Options<AppointmentsDeleteData, ThrowOnError>) {
        return (options.client ?? this.client).delete<AppointmentsDeleteResponses, AppointmentsDeleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}',
            ...options
        });
    }
    
    /**
     * Read an appointment
     *
     * One appointment by its id.
     *
     * Needs the permission `appointments.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<AppointmentsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<AppointmentsGetResponses, AppointmentsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}',
            ...options
        });
    }
    
    /**
     * Change parts of an appointment
     *
     * JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.
     *
     * Needs the permission `appointments.write`.
     */
    public patch<ThrowOnError extends boolean = true>(options: Options<AppointmentsPatchData, ThrowOnError>) {
        return (options.client ?? this.client).patch<AppointmentsPatchResponses, AppointmentsPatchErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace an appointment
     *
     * Replaces the whole: what is left out is removed. Another time, agenda or treatment goes through the same checks as a new booking.
     *
     * Needs the permission `appointments.write`.
     */
    public replace<ThrowOnError extends boolean = true>(options: Options<AppointmentsReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<AppointmentsReplaceResponses, AppointmentsReplaceErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Confirm an appointment
     *
     * A hold or what awaits confirmation becomes `booked`; what is booked becomes `confirmed`.
     *
     * Needs the permission `appointments.write`.
     */
    public confirm<ThrowOnError extends boolean = true>(options: Options<AppointmentsConfirmData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsConfirmResponses, AppointmentsConfirmErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/confirm',
            ...options
        });
    }
    
    /**
     * Note that the patient arrived
     *
     * From `booked` or `confirmed` to `arrived`.
     *
     * Needs the permission `appointments.write`.
     */
    public arrive<ThrowOnError extends boolean = true>(options: Options<AppointmentsArriveData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsArriveResponses, AppointmentsArriveErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/arrive',
            ...options
        });
    }
    
    /**
     * Note that it begins
     *
     * From `arrived` to `in_progress`.
     *
     * Needs the permission `appointments.write`.
     */
    public start<ThrowOnError extends boolean = true>(options: Options<AppointmentsStartData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsStartResponses, AppointmentsStartErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/start',
            ...options
        });
    }
    
    /**
     * Note that it is over
     *
     * From `in_progress` to `completed`.
     *
     * Needs the permission `appointments.write`.
     */
    public complete<ThrowOnError extends boolean = true>(options: Options<AppointmentsCompleteData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsCompleteResponses, AppointmentsCompleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/complete',
            ...options
        });
    }
    
    /**
     * Cancel an appointment
     *
     * With a reason; of a series also those that follow, or all that are to come; `seriesChange` names them. Its time is free at once.
     *
     * Needs the permission `appointments.write`.
     */
    public cancel<ThrowOnError extends boolean = true>(options: Options<AppointmentsCancelData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsCancelResponses, AppointmentsCancelErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/cancel',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Note that the patient did not come
     *
     * From `booked` or `confirmed` to `no_show`. Its time is free at once.
     *
     * Needs the permission `appointments.write`.
     */
    public noShow<ThrowOnError extends boolean = true>(options: Options<AppointmentsNoShowData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsNoShowResponses, AppointmentsNoShowErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/no-show',
            ...options
        });
    }
    
    /**
     * Take the last step back
     *
     * From `arrived`, `cancelled` or `no_show` to `booked`, for which the time must still be free; from `completed` to `in_progress`, which needs the permission `appointments.delete`, too.
     *
     * Needs the permission `appointments.write`.
     */
    public reopen<ThrowOnError extends boolean = true>(options: Options<AppointmentsReopenData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsReopenResponses, AppointmentsReopenErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/reopen',
            ...options
        });
    }
    
    /**
     * Move an appointment
     *
     * To another time or agenda in one step: it keeps its id, and either moves or stays where it is. What was confirmed must be confirmed again. With `scope`, those that follow in its series, or all that are to come, move by the same time of the clock, or none; `seriesChange` names them.
     *
     * Needs the permission `appointments.write`.
     */
    public reschedule<ThrowOnError extends boolean = true>(options: Options<AppointmentsRescheduleData, ThrowOnError>) {
        return (options.client ?? this.client).post<AppointmentsRescheduleResponses, AppointmentsRescheduleErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/reschedule',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Read what happened to an appointment
     *
     * Every change, in order: when, by whom, through which application.
     *
     * Needs the permission `appointments.read`.
     */
    public history<ThrowOnError extends boolean = true>(options: Options<AppointmentsHistoryData, ThrowOnError>) {
        return (options.client ?? this.client).get<AppointmentsHistoryResponses, AppointmentsHistoryErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/history',
            ...options
        });
    }
    
    /**
     * Read an appointment as a calendar file
     *
     * An iCalendar file (RFC 5545) for the calendar of the patient; it does not name the patient.
     *
     * Needs the permission `appointments.read`.
     */
    public calendarFile<ThrowOnError extends boolean = true>(options: Options<AppointmentsCalendarFileData, ThrowOnError>) {
        return (options.client ?? this.client).get<AppointmentsCalendarFileResponses, AppointmentsCalendarFileErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/appointments/{id}/calendar.ics',
            ...options
        });
    }
}

export class Episodes extends HeyApiClient {
    /**
     * List episodes
     *
     * Episodes in order of their id, or of their start. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.
     *
     * Needs the permission `episodes.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<EpisodesListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<EpisodesListResponses, EpisodesListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes',
            ...options
        });
    }
    
    /**
     * Begin an episode
     *
     * Stores a new episode of a patient: `planned`, unless `waitlist` or `active` is asked for.
     *
     * Needs the permission `episodes.write`.
     */
    public create<ThrowOnError extends boolean = true>(options: Options<EpisodesCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<EpisodesCreateResponses, EpisodesCreateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Delete an episode
     *
     * For what was entered by mistake. An episode that something belongs to refuses; cancel it instead.
     *
     * Needs the permission `episodes.delete`.
     */
    public delete<ThrowOnError extends boolean = true>(options: Options<EpisodesDeleteData, ThrowOnError>) {
        return (options.client ?? this.client).delete<EpisodesDeleteResponses, EpisodesDeleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}',
            ...options
        });
    }
    
    /**
     * Read an episode
     *
     * One episode by its id.
     *
     * Needs the permission `episodes.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<EpisodesGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<EpisodesGetResponses, EpisodesGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}',
            ...options
        });
    }
    
    /**
     * Change parts of an episode
     *
     * JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.
     *
     * Needs the permission `episodes.write`.
     */
    public patch<ThrowOnError extends boolean = true>(options: Options<EpisodesPatchData, ThrowOnError>) {
        return (options.client ?? this.client).patch<EpisodesPatchResponses, EpisodesPatchErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace an episode
     *
     * Replaces the whole: what is left out is removed. The patient stays, and the status changes by actions alone.
     *
     * Needs the permission `episodes.write`.
     */
    public replace<ThrowOnError extends boolean = true>(options: Options<EpisodesReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<EpisodesReplaceResponses, EpisodesReplaceErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Begin or take up an episode
     *
     * From `planned`, `waitlist`, `on_hold` or `finished` to `active`; a last day is removed.
     *
     * Needs the permission `episodes.write`.
     */
    public activate<ThrowOnError extends boolean = true>(options: Options<EpisodesActivateData, ThrowOnError>) {
        return (options.client ?? this.client).post<EpisodesActivateResponses, EpisodesActivateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/activate',
            ...options
        });
    }
    
    /**
     * Interrupt an episode
     *
     * From `active` to `on_hold`.
     *
     * Needs the permission `episodes.write`.
     */
    public hold<ThrowOnError extends boolean = true>(options: Options<EpisodesHoldData, ThrowOnError>) {
        return (options.client ?? this.client).post<EpisodesHoldResponses, EpisodesHoldErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/hold',
            ...options
        });
    }
    
    /**
     * Finish an episode
     *
     * From `active` or `on_hold` to `finished`. While appointments of it are to come it is refused, unless `force` is sent.
     *
     * Needs the permission `episodes.write`.
     */
    public finish<ThrowOnError extends boolean = true>(options: Options<EpisodesFinishData, ThrowOnError>) {
        return (options.client ?? this.client).post<EpisodesFinishResponses, EpisodesFinishErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/finish',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Cancel an episode
     *
     * For good, from any status but `finished`. While appointments of it are to come it is refused, unless `force` is sent.
     *
     * Needs the permission `episodes.write`.
     */
    public cancel<ThrowOnError extends boolean = true>(options: Options<EpisodesCancelData, ThrowOnError>) {
        return (options.client ?? this.client).post<EpisodesCancelResponses, EpisodesCancelErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/cancel',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * List the appointments of an episode
     *
     * In order of their id.
     *
     * Needs the permission `appointments.read`.
     */
    public appointments<ThrowOnError extends boolean = true>(options: Options<EpisodesAppointmentsData, ThrowOnError>) {
        return (options.client ?? this.client).get<EpisodesAppointmentsResponses, EpisodesAppointmentsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/appointments',
            ...options
        });
    }
    
    /**
     * List the invoices of an episode
     *
     * Invoices and credit notes in order of their id.
     *
     * Needs the permission `invoices.read`.
     */
    public invoices<ThrowOnError extends boolean = true>(options: Options<EpisodesInvoicesData, ThrowOnError>) {
        return (options.client ?? this.client).get<EpisodesInvoicesResponses, EpisodesInvoicesErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/invoices',
            ...options
        });
    }
    
    /**
     * List the medical reports of an episode
     *
     * In order of their id, but for those entered in error. What is obscured for the caller is not there.
     *
     * Needs the permission `medical_reports.read`.
     */
    public medicalReports<ThrowOnError extends boolean = true>(options: Options<EpisodesMedicalReportsData, ThrowOnError>) {
        return (options.client ?? this.client).get<EpisodesMedicalReportsResponses, EpisodesMedicalReportsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/episodes/{id}/medical-reports',
            ...options
        });
    }
}

export class Treatments extends HeyApiClient {
    /**
     * List treatments
     *
     * The clinic's treatments in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `treatments.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<TreatmentsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<TreatmentsListResponses, TreatmentsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/treatments',
            ...options
        });
    }
    
    /**
     * Read a treatment
     *
     * One treatment by its id.
     *
     * Needs the permission `treatments.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<TreatmentsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<TreatmentsGetResponses, TreatmentsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/treatments/{id}',
            ...options
        });
    }
}

export class PriceLists extends HeyApiClient {
    /**
     * List price lists
     *
     * The clinic's price lists in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `treatments.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<PriceListsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<PriceListsListResponses, PriceListsListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/price-lists',
            ...options
        });
    }
    
    /**
     * Read a price list
     *
     * One price list by its id.
     *
     * Needs the permission `treatments.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<PriceListsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<PriceListsGetResponses, PriceListsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/price-lists/{id}',
            ...options
        });
    }
    
    /**
     * List the prices of a list
     *
     * The prices of one list in order of their id.
     *
     * Needs the permission `treatments.read`.
     */
    public listItems<ThrowOnError extends boolean = true>(options: Options<PriceListsListItemsData, ThrowOnError>) {
        return (options.client ?? this.client).get<PriceListsListItemsResponses, PriceListsListItemsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/price-lists/{id}/items',
            ...options
        });
    }
}

export class Prices extends HeyApiClient {
    /**
     * Find the price of a treatment
     *
     * Looks in the list that is asked for, or else in the lists of the payer, of the insurer and of the company of the patient, and in those open to everybody, in this order. A price of the practitioner comes before a general one.
     *
     * Needs the permission `treatments.read`.
     */
    public find<ThrowOnError extends boolean = true>(options: Options<PricesFindData, ThrowOnError>) {
        return (options.client ?? this.client).get<PricesFindResponses, PricesFindErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/prices',
            ...options
        });
    }
}

export class Issuers extends HeyApiClient {
    /**
     * List issuers
     *
     * The clinic's issuers in order of their id. They are edited in the clinic's console.
     *
     * Needs the permission `invoices.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<IssuersListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<IssuersListResponses, IssuersListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/issuers',
            ...options
        });
    }
    
    /**
     * Read a issuer
     *
     * One issuer by its id.
     *
     * Needs the permission `invoices.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<IssuersGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<IssuersGetResponses, IssuersGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/issuers/{id}',
            ...options
        });
    }
}

export class Invoices extends HeyApiClient {
    /**
     * List invoices
     *
     * Invoices and credit notes in order of their id, or of their issue date. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.
     *
     * Needs the permission `invoices.read`.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<InvoicesListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<InvoicesListResponses, InvoicesListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices',
            ...options
        });
    }
    
    /**
     * Draft an invoice
     *
     * Stores a draft with its totals, stamp duty, contribution and withholding worked out. The number comes when it is issued.
     *
     * Needs the permission `invoices.write`.
     */
    public create<ThrowOnError extends boolean = true>(options: Options<InvoicesCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<InvoicesCreateResponses, InvoicesCreateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Work an invoice out
     *
     * Totals, stamp duty, contribution and withholding of an invoice, without storing anything.
     *
     * Needs the permission `invoices.read`.
     */
    public preview<ThrowOnError extends boolean = true>(options: Options<InvoicesPreviewData, ThrowOnError>) {
        return (options.client ?? this.client).post<InvoicesPreviewResponses, InvoicesPreviewErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/preview',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Delete a draft
     *
     * Removes a draft. What is issued is taken back by a credit note.
     *
     * Needs the permission `invoices.write`.
     */
    public delete<ThrowOnError extends boolean = true>(options: Options<InvoicesDeleteData, ThrowOnError>) {
        return (options.client ?? this.client).delete<InvoicesDeleteResponses, InvoicesDeleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}',
            ...options
        });
    }
    
    /**
     * Read an invoice
     *
     * One invoice or credit note by its id.
     *
     * Needs the permission `invoices.read`.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<InvoicesGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<InvoicesGetResponses, InvoicesGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}',
            ...options
        });
    }
    
    /**
     * Change parts of a draft
     *
     * JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`. What is issued never changes.
     *
     * Needs the permission `invoices.write`.
     */
    public patch<ThrowOnError extends boolean = true>(options: Options<InvoicesPatchData, ThrowOnError>) {
        return (options.client ?? this.client).patch<InvoicesPatchResponses, InvoicesPatchErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace a draft
     *
     * Replaces the whole draft: what is left out is removed. What is issued never changes.
     *
     * Needs the permission `invoices.write`.
     */
    public replace<ThrowOnError extends boolean = true>(options: Options<InvoicesReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<InvoicesReplaceResponses, InvoicesReplaceErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Issue an invoice
     *
     * Gives a draft the next number of its series, without gaps, and freezes it. The PDF, and the XML for companies and public bodies, are rendered now and never again. Send If-Match, so that nobody issues what was changed meanwhile.
     *
     * Needs the permission `invoices.issue`.
     */
    public issue<ThrowOnError extends boolean = true>(options: Options<InvoicesIssueData, ThrowOnError>) {
        return (options.client ?? this.client).post<InvoicesIssueResponses, InvoicesIssueErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/issue',
            ...options
        });
    }
    
    /**
     * Issue a credit note
     *
     * Takes back what is left of an issued invoice, or parts of its lines, taxed as they are. All credit notes of an invoice together never exceed it.
     *
     * Needs the permission `invoices.issue`.
     */
    public credit<ThrowOnError extends boolean = true>(options: Options<InvoicesCreditData, ThrowOnError>) {
        return (options.client ?? this.client).post<InvoicesCreditResponses, InvoicesCreditErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/credit-notes',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * List the payments of an invoice
     *
     * What was received for an invoice, or given back for a credit note, in order of the id.
     *
     * Needs the permission `invoices.read`.
     */
    public listPayments<ThrowOnError extends boolean = true>(options: Options<InvoicesListPaymentsData, ThrowOnError>) {
        return (options.client ?? this.client).get<InvoicesListPaymentsResponses, InvoicesListPaymentsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/payments',
            ...options
        });
    }
    
    /**
     * Note a payment
     *
     * Money that was received, at most the balance; for a credit note, money that was given back. Cash and traceable money are noted apart, as Sistema TS wants them.
     *
     * Needs the permission `invoices.write`.
     */
    public addPayment<ThrowOnError extends boolean = true>(options: Options<InvoicesAddPaymentData, ThrowOnError>) {
        return (options.client ?? this.client).post<InvoicesAddPaymentResponses, InvoicesAddPaymentErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/payments',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Read an invoice as PDF
     *
     * The very bytes that were rendered when it was issued, whole or in the range that is asked for.
     *
     * Needs the permission `invoices.read`.
     */
    public pdf<ThrowOnError extends boolean = true>(options: Options<InvoicesPdfData, ThrowOnError>) {
        return (options.client ?? this.client).get<InvoicesPdfResponses, InvoicesPdfErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/pdf',
            ...options
        });
    }
    
    /**
     * Read an invoice as FatturaPA
     *
     * The XML for Sistema di Interscambio, unsigned, as rendered when it was issued. Only of companies and public bodies: health care for persons is never sent there.
     *
     * Needs the permission `invoices.read`.
     */
    public fatturaPa<ThrowOnError extends boolean = true>(options: Options<InvoicesFatturaPaData, ThrowOnError>) {
        return (options.client ?? this.client).get<InvoicesFatturaPaResponses, InvoicesFatturaPaErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/fatturapa.xml',
            ...options
        });
    }
    
    /**
     * Read what Sistema TS is to be told
     *
     * The records of an invoice for Sistema Tessera Sanitaria: one for each day and kind of payment. With opposition they name nobody.
     *
     * Needs the permission `invoices.read`.
     */
    public sistemaTs<ThrowOnError extends boolean = true>(options: Options<InvoicesSistemaTsData, ThrowOnError>) {
        return (options.client ?? this.client).get<InvoicesSistemaTsResponses, InvoicesSistemaTsErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/invoices/{id}/sistema-ts',
            ...options
        });
    }
}

export class Changes extends HeyApiClient {
    /**
     * Follow what changes
     *
     * Every change of what the token and the role of its user may read, deletions included, each exactly once and none too early. Keep `nextCursor`, and poll with it as often as you like; If-None-Match makes a poll without news cheaper still. A cursor is good for 90 days, and for the resources that it was asked for; after that the answer is 410 `cursor_expired`: read everything anew.
     */
    public list<ThrowOnError extends boolean = true>(options?: Options<ChangesListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<ChangesListResponses, ChangesListErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/changes',
            ...options
        });
    }
}

export class Exports extends HeyApiClient {
    /**
     * Begin an export
     *
     * Writes what the token may read to files in the background: for each resource one, with the items of its list in order of their id, as of the moment when the file was begun. An application may have two exports under way in a clinic. Take a cursor of the changes feed before, and follow it afterwards.
     */
    public create<ThrowOnError extends boolean = true>(options: Options<ExportsCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<ExportsCreateResponses, ExportsCreateErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/exports',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Cancel or remove an export
     *
     * Ends it if it is under way, and removes its files.
     */
    public delete<ThrowOnError extends boolean = true>(options: Options<ExportsDeleteData, ThrowOnError>) {
        return (options.client ?? this.client).delete<ExportsDeleteResponses, ExportsDeleteErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/exports/{id}',
            ...options
        });
    }
    
    /**
     * See how an export is getting on
     *
     * An export of the same user and application. While it is not done, Retry-After tells when to ask again. Files are kept for 24 hours.
     */
    public get<ThrowOnError extends boolean = true>(options: Options<ExportsGetData, ThrowOnError>) {
        return (options.client ?? this.client).get<ExportsGetResponses, ExportsGetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/exports/{id}',
            ...options
        });
    }
    
    /**
     * Download a file of an export
     *
     * JSON, one item a line. A download that broke off goes on with Range and If-Range. The scope and the permission of the resource are needed still.
     */
    public getFile<ThrowOnError extends boolean = true>(options: Options<ExportsGetFileData, ThrowOnError>) {
        return (options.client ?? this.client).get<ExportsGetFileResponses, ExportsGetFileErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/exports/{id}/files/{name}',
            ...options
        });
    }
}

export class Sandbox extends HeyApiClient {
    /**
     * Put a sandbox clinic back to its seed
     *
     * For the manager of a sandbox clinic, with a token of any scope. All records go, signed reports and issued invoices included, and the seed comes back, around the present day and under new ids: the changes feed tells of every deletion and creation, and cursors stay good. Exports end, and kept answers of an Idempotency-Key are forgotten. People, their roles, applications and the audit stay; the default roles get their permissions back. It takes some seconds, in which changes of the clinic wait.
     */
    public reset<ThrowOnError extends boolean = true>(options?: Options<SandboxResetData, ThrowOnError>) {
        return (options?.client ?? this.client).post<SandboxResetResponses, SandboxResetErrors, ThrowOnError, 'data'>({
            responseStyle: 'data',
            url: '/v2/tenants/{tenantId}/sandbox/reset',
            ...options
        });
    }
}

export class Operations extends HeyApiClient {
    public static readonly __registry = new HeyApiRegistry<Operations>();
    
    constructor(args?: {
        client?: Client;
        key?: string;
    }) {
        super(args);
        Operations.__registry.set(this, args?.key);
    }
    
    private _medicalReports?: MedicalReports;
    get medicalReports(): MedicalReports {
        return this._medicalReports ??= new MedicalReports({ client: this.client });
    }
    
    private _userInfo?: UserInfo;
    get userInfo(): UserInfo {
        return this._userInfo ??= new UserInfo({ client: this.client });
    }
    
    private _patients?: Patients;
    get patients(): Patients {
        return this._patients ??= new Patients({ client: this.client });
    }
    
    private _locations?: Locations;
    get locations(): Locations {
        return this._locations ??= new Locations({ client: this.client });
    }
    
    private _rooms?: Rooms;
    get rooms(): Rooms {
        return this._rooms ??= new Rooms({ client: this.client });
    }
    
    private _practitioners?: Practitioners;
    get practitioners(): Practitioners {
        return this._practitioners ??= new Practitioners({ client: this.client });
    }
    
    private _agendas?: Agendas;
    get agendas(): Agendas {
        return this._agendas ??= new Agendas({ client: this.client });
    }
    
    private _availabilities?: Availabilities;
    get availabilities(): Availabilities {
        return this._availabilities ??= new Availabilities({ client: this.client });
    }
    
    private _appointments?: Appointments;
    get appointments(): Appointments {
        return this._appointments ??= new Appointments({ client: this.client });
    }
    
    private _episodes?: Episodes;
    get episodes(): Episodes {
        return this._episodes ??= new Episodes({ client: this.client });
    }
    
    private _treatments?: Treatments;
    get treatments(): Treatments {
        return this._treatments ??= new Treatments({ client: this.client });
    }
    
    private _priceLists?: PriceLists;
    get priceLists(): PriceLists {
        return this._priceLists ??= new PriceLists({ client: this.client });
    }
    
    private _prices?: Prices;
    get prices(): Prices {
        return this._prices ??= new Prices({ client: this.client });
    }
    
    private _issuers?: Issuers;
    get issuers(): Issuers {
        return this._issuers ??= new Issuers({ client: this.client });
    }
    
    private _invoices?: Invoices;
    get invoices(): Invoices {
        return this._invoices ??= new Invoices({ client: this.client });
    }
    
    private _changes?: Changes;
    get changes(): Changes {
        return this._changes ??= new Changes({ client: this.client });
    }
    
    private _exports?: Exports;
    get exports(): Exports {
        return this._exports ??= new Exports({ client: this.client });
    }
    
    private _sandbox?: Sandbox;
    get sandbox(): Sandbox {
        return this._sandbox ??= new Sandbox({ client: this.client });
    }
}
