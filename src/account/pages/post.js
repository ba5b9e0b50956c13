// The page has one form to send on, and a button for browsers that run no script.
document.addEventListener('DOMContentLoaded', () => document.querySelector('form[data-post]').submit());
