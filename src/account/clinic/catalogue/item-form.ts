import { ServiceError } from '../../../platform/errors.ts';
import type { PageCall, SubmitCall } from '../../console/page-route.ts';
import type { CatalogueForm } from '../../pages/clinic/catalogue/catalogue-form.ts';
import { type FormSpec, fieldsOf, type OptionSource, type Typed } from '../../pages/clinic/catalogue/form-spec.ts';
import type { FieldProblem } from '../../pages/clinic/catalogue/problems.ts';
import { optionsFor } from './catalogue.service.ts';
import type { CatalogueItem } from './clinic-catalogue.ts';
import { differences } from './differences.ts';
import { initiallyTyped, readForm, readTyped, rowsChanged, typedOf, withoutEmptyRows } from './form-values.ts';

type Options = CatalogueForm['options'];

/** What a form's page needs beside its target. */
export type FormView = Pick<CatalogueForm, 'context' | 'spec' | 'typed' | 'version' | 'options' | 'problems'>;

const sourcesOf = (spec: FormSpec): OptionSource[] =>
  fieldsOf(spec)
    .flatMap((field) => (field.kind === 'rows' ? field.columns : [field]))
    .flatMap(({ options }) => options ?? []);

const codesIn = ({ treatmentCodes = [] }: Options): ReadonlyMap<string, number> =>
  new Map(treatmentCodes.map(({ words, value }) => [words, Number(value)]));

/** The form of an object as it is, or of a new one. */
export async function formView(call: PageCall, spec: FormSpec, item?: CatalogueItem): Promise<FormView> {
  const options = await optionsFor(call, sourcesOf(spec));
  return {
    context: call.context,
    spec,
    options,
    typed: item ? typedOf(spec, item, codesIn(options)) : initiallyTyped(spec),
    version: item?.version,
  };
}

interface Attempt {
  /** Of what is changed; none of a new one. */
  item?: CatalogueItem;
  /** The object as it is by now. */
  reread?(): Promise<CatalogueItem>;
  /** Stores what was typed. @throws ServiceError */
  store(members: Record<string, unknown>, version: number): Promise<unknown>;
  /** Where in the form a refusal's field stands, when the form is a part of what is stored. */
  placeOf?(path: string): string;
}

/** What becomes of a form that was sent: stored, or a page that comes back with everything that was typed. */
export async function sendForm(
  call: SubmitCall,
  spec: FormSpec,
  { item, reread, store, placeOf = (path) => path }: Attempt,
): Promise<'stored' | { view: FormView; status: number }> {
  const { options } = await formView(call, spec);
  const codes = codesIn(options);
  const sent = call.field('version');
  const version = /^\d{1,9}$/.test(sent) ? Number(sent) : 0;
  const back = (typed: Typed, status: number, problems: FieldProblem[], current = item && version) => ({
    view: { context: call.context, spec, options, typed, version: current, problems },
    status,
  });
  const posted = readTyped(spec, call);
  const arranged = rowsChanged(spec, posted, call.field('do'));
  if (arranged) return back(arranged, 200, []);
  const typed = withoutEmptyRows(spec, posted);
  const { members, fieldAt } = readForm(spec, typed, codes);
  try {
    await store(members, version);
    return 'stored';
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'validation_failed') {
      const problems = error.details.map(({ field, code }) => ({ field: fieldAt(placeOf(field)), code }));
      return back(typed, 422, problems);
    }
    if (error.code !== 'version_conflict' || !reread) throw error;
    const now = await reread();
    return back(
      typed,
      409,
      differences(call.context.language, spec, typed, typedOf(spec, now, codes), options),
      now.version,
    );
  }
}
