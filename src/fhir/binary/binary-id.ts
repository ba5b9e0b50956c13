import { numberOf } from '../ids.ts';

export const reportBinary = (reportId: number) => `report-${reportId}`;
export const attachmentBinary = (reportId: number, id: number) => `attachment-${reportId}-${id}`;

/** Which file the id of a Binary means. */
export function fileOfBinary(id: string): { reportId: number; attachmentId: number | undefined } | undefined {
  const [kind, ...numbers] = id.split('-');
  const [reportId, attachmentId] = numbers.map(numberOf);
  if (reportId === undefined) return undefined;
  if (kind === 'report' && numbers.length === 1) return { reportId, attachmentId: undefined };
  if (kind !== 'attachment' || numbers.length !== 2 || attachmentId === undefined) return undefined;
  return { reportId, attachmentId };
}
