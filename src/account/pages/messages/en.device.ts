import { html } from '../../../platform/html.ts';

export const device = {
  title: 'Connect a device',
  text: 'Enter the code that the device or program shows you.',
  label: 'Code',
  hint: 'Eight letters, such as BCDF-GHJK. Capitals and the dash do not matter.',
  submit: 'Continue',
  problemTitle: 'The code cannot be used',
  problems: {
    missing: 'Enter the code',
    wrong: 'There is no such code. Check each letter.',
    expired: 'This code has expired. Start again on the device to get a new one.',
    used: 'This code was used already. Start again on the device to get a new one.',
    failed: 'The device could not be connected. Start again on the device.',
  },
  refusedTitle: 'The device was not connected',
  refused: 'Nothing was shared. The device is told that you refused. You can close this page.',
  throttledTitle: 'Too many codes',
  throttled: (wait: string) => `For safety, entering codes is paused. Try again in ${wait}.`,
  confirm: {
    title: (application: string) => `Connect ${application}?`,
    heading: (application: string) => html`Connect <strong>${application}</strong>?`,
    check: 'Does the device show this code?',
    warning:
      'Go on only if you started this yourself, on a device in front of you. If somebody sent you the code or a link, refuse.',
    asks: 'It asks for',
    next: 'On the next page you choose what to allow.',
    yes: 'Yes, go on',
    no: 'Refuse',
  },
  done: {
    title: 'The device is connected',
    text: (application: string) =>
      html`<strong>${application}</strong> goes on by itself in a few seconds. You can close this page.`,
  },
};
