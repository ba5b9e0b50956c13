import { encode } from 'uqr';
import { type Html, html } from '../../../platform/html.ts';

/** Modules of white around it, as ISO/IEC 18004 asks. */
const QUIET = 4;

/** A QR code drawn in the page itself, dark on white in every theme, so that nobody else ever sees what it says. */
export function qrCode(text: string, label: string): Html {
  const { size, data } = encode(text, { border: QUIET, ecc: 'M' });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path fill="#000" d="${path}"/></svg>`;
}
