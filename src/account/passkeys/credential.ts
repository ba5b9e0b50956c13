/** The parts that both kinds of answer have (Web Authentication section 5.1, `toJSON`). */
interface CredentialJson {
  id: string;
  response: { clientDataJSON: string };
}

/**
 * What the browser's script posted, as far as we look at it ourselves; the rest is checked by what verifies it.
 * @returns undefined when it is not JSON or not a credential
 */
export function readCredential<Kind extends CredentialJson>(text: string): Kind | undefined {
  try {
    const parsed = JSON.parse(text) as Partial<Kind> | null;
    const isCredential = typeof parsed?.id === 'string' && typeof parsed.response?.clientDataJSON === 'string';
    return isCredential ? (parsed as Kind) : undefined;
  } catch {
    return undefined;
  }
}
