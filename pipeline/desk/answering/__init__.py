"""From a form to decisions: what a reader answers, demanded to fit before it is written."""
