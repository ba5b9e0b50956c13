/** A scope of SMART App Launch 2.2, section 3.0.2: of whose data, of which type, what may be done. */
export interface SmartScope {
  /** `patient` is the one patient whom the person chooses; `user` all that the person may see. */
  context: 'patient' | 'user';
  /** A resource type of FHIR, or `*` for every one. */
  type: string;
  /** Of `c`reate, `r`ead, `u`pdate, `d`elete and `s`earch. */
  actions: ReadonlySet<string>;
}

export type SmartScopeName = `patient/${string}` | `user/${string}`;

/** Those that ask for something beside resources: that a patient is chosen, and who the person is in FHIR. */
export const SMART_LAUNCH_SCOPES = ['launch/patient', 'fhirUser'] as const;

export type SmartLaunchScope = (typeof SMART_LAUNCH_SCOPES)[number];

/** What version 1 of the specification wrote. */
const VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const FORM = /^(patient|user)\/(\*|[A-Z][A-Za-z]{1,40})\.(read|write|\*|(?=[cruds])c?r?u?d?s?)$/;

/** @returns undefined for what is no such scope */
export function smartScopeOf(scope: string): SmartScope | undefined {
  const [, context, type, actions] = FORM.exec(scope) ?? [];
  if (context === undefined) return undefined;
  return {
    context: context as SmartScope['context'],
    type: type!,
    actions: new Set(VERSION_1[actions!] ?? actions),
  };
}

/** Whether an application registered for these scopes may ask for SMART's, which are parts of one of them. */
export const mayUseSmart = (registered: readonly string[]): boolean => registered.includes('giponext.fhir');

/** The scopes among these that are SMART's, in the order in which they come, each once. */
export function smartScopesIn(scopes: Iterable<string>): (SmartScopeName | SmartLaunchScope)[] {
  return [...new Set(scopes)].filter(
    (scope): scope is SmartScopeName | SmartLaunchScope =>
      SMART_LAUNCH_SCOPES.includes(scope as SmartLaunchScope) || smartScopeOf(scope) !== undefined,
  );
}

/** Whether a person has to choose a patient. */
export function needsPatient(scopes: Iterable<string>): boolean {
  return [...scopes].some((scope) => scope === 'launch/patient' || smartScopeOf(scope)?.context === 'patient');
}
