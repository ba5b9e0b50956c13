import type { ErrorCode } from '../../platform/errors.ts';
import type { ErrorText } from './error-texts.ts';

export const errorsIt: Record<ErrorCode, ErrorText> = {
  invalid_request: {
    meaning: 'Il corpo non è JSON, o non è quello che lo schema dell’operazione descrive. `details` indica i campi.',
    action: 'Correggere il programma: la stessa richiesta verrà rifiutata di nuovo.',
  },
  invalid_parameter: {
    meaning:
      'Un parametro del percorso, della query o di un header è malformato o fuori dai limiti. `details` lo indica.',
    action: 'Correggere il valore; la specifica riporta formato e limiti di ogni parametro.',
  },
  unknown_parameter: {
    meaning:
      'La query ha un parametro che l’operazione non conosce. Viene rifiutato e non ignorato, perché un filtro scritto male non mostri tutto.',
    action: 'Toglierlo, o correggerne il nome.',
  },
  range_too_long: {
    meaning: 'L’intervallo fra `from` e `to` è più lungo di quanto l’operazione esamina in una volta.',
    action: 'Chiederlo a pezzi.',
  },
  invalid_token: {
    meaning:
      'L’access token manca, è sbagliato, scaduto o revocato, oppure si trova nell’URL. Lo dice anche `WWW-Authenticate`.',
    action:
      'Rinnovare il token con il refresh token, una volta, e riprovare. Se il rinnovo risponde `invalid_grant`, la persona deve accedere di nuovo.',
  },
  insufficient_scope: {
    meaning: 'Al token manca lo scope indicato in `scope`: la persona non l’ha concesso, o non è stato chiesto.',
    action: 'Disattivare la funzione, o avviare una nuova autorizzazione che chieda lo scope.',
  },
  insufficient_permission: {
    meaning: 'Lo scope c’è, ma al ruolo della persona manca il permesso indicato in `permission`.',
    action: 'Dirlo alla persona: il ruolo è una questione della clinica. Un nuovo token non serve.',
  },
  not_author: {
    meaning: 'Può farlo soltanto l’autore del referto.',
    action: 'Far accedere l’autore.',
  },
  not_a_sandbox: {
    meaning: 'La clinica è reale: solo una sandbox può essere ripristinata.',
    action: 'Controllare il `tenantId` con cui si chiama.',
  },
  not_found: {
    meaning: 'Non esiste, o non per questa persona: ciò che appartiene a un’altra clinica risponde allo stesso modo.',
    action:
      'Confrontare il tenant del percorso con `/v2/userinfo`, poi l’id. Toglierlo dalla propria copia, se se ne tiene una.',
  },
  version_conflict: {
    meaning:
      'Qualcuno l’ha modificato dopo la lettura: `If-Match`, o `version` nel corpo, indica una versione diversa da `currentVersion`.',
    action: 'Rileggere, applicare la modifica a quanto letto e riprovare.',
  },
  duplicate_patient: {
    meaning: 'Esiste già un paziente con questo codice fiscale: `existingId`.',
    action: 'Usare quel paziente, o aggiornarlo.',
  },
  slot_taken: {
    meaning:
      'Il professionista, la stanza o la macchina è occupato in quell’orario. `alternatives` riporta fino a tre inizi liberi vicini.',
    action: 'Proporre le alternative, o chiedere di nuovo le disponibilità.',
  },
  report_signed: {
    meaning: 'Un referto firmato non cambia mai.',
    action: 'Scrivere un addendum o una sostituzione.',
  },
  too_many_exports: {
    meaning: 'L’applicazione ha già due esportazioni in corso in questa clinica.',
    action: 'Attendere che una finisca, o eliminarne una.',
  },
  request_in_progress: {
    meaning: 'Una richiesta con la stessa `Idempotency-Key`, o un ripristino della sandbox, è ancora in corso.',
    action: 'Attendere `Retry-After` e inviare di nuovo la stessa richiesta.',
  },
  cursor_expired: {
    meaning:
      'Il cursore del feed delle modifiche ha più di 90 giorni, o non copre una risorsa che viene chiesta o che la persona da poco può leggere.',
    action: 'Copiare tutto da capo, poi seguire il feed da un nuovo cursore.',
  },
  payload_too_large: {
    meaning: 'Il corpo supera 256 KB, o il file supera 20 MB.',
    action: 'Inviare di meno, o a pezzi.',
  },
  unsupported_media_type: {
    meaning: '`Content-Type` non è `application/json`, o il file caricato è di un tipo non accettato.',
    action: 'Impostare l’header, o convertire il file.',
  },
  range_not_satisfiable: {
    meaning: '`Range` comincia oltre la fine del file.',
    action: 'Leggere `Content-Range`, che riporta la dimensione, e chiedere di nuovo.',
  },
  validation_failed: {
    meaning:
      'La richiesta è ben formata, ma una regola della clinica o della legge si oppone. `details` indica campi e motivi.',
    action: 'Mostrare i dettagli alla persona accanto ai campi che indicano.',
  },
  invalid_transition: {
    meaning: 'Ciò che è nello stato `from` non può passare a `to`.',
    action: 'Rileggere; proporre soltanto i passi che lo stato consente.',
  },
  nonexistent_local_time: {
    meaning: 'L’orologio salta quest’ora locale, perché comincia l’ora legale.',
    action: 'Scegliere un altro orario.',
  },
  ambiguous_local_time: {
    meaning: 'L’orologio mostra due volte quest’ora locale, perché finisce l’ora legale.',
    action: 'Inviare l’orario con il suo offset, per esempio `+01:00`.',
  },
  issue_date_out_of_order: {
    meaning: 'La serie contiene già una fattura con una data successiva.',
    action: 'Emettere con quella data o una successiva.',
  },
  sdi_forbidden: {
    meaning:
      'Le prestazioni sanitarie a persone fisiche non passano mai dal Sistema di Interscambio: l’XML non esiste.',
    action: 'Usare il PDF.',
  },
  idempotency_key_reused: {
    meaning: 'La chiave è stata usata per una richiesta con un altro corpo.',
    action: 'Creare una chiave nuova per ogni nuova richiesta; riusarla soltanto per riprovare la stessa identica.',
  },
  precondition_required: {
    meaning: 'L’operazione pretende `If-Match`, perché nessuno firmi ciò che non ha visto.',
    action: 'Inviare l’`ETag` di quanto è stato esaminato.',
  },
  rate_limit_exceeded: {
    meaning: 'L’applicazione ha fatto troppe richieste, contate su tutti i suoi utenti.',
    action: 'Attendere `Retry-After` secondi, più un momento casuale, e proseguire.',
  },
  internal_error: {
    meaning: 'Qualcosa è andato storto dalla nostra parte.',
    action: 'Riprovare una volta con la stessa `Idempotency-Key`. Se continua, segnalarlo con il `requestId`.',
  },
  unavailable: {
    meaning: 'Il servizio si sta fermando, o non raggiunge il database.',
    action: 'Attendere `Retry-After` e riprovare con la stessa `Idempotency-Key`, ogni volta un po’ più tardi.',
  },
};
