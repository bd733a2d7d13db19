// The reasons why alarms are not simulated, as parts of sentences.

/** Of the reason why an alarm is not simulated, where that it is not is said before. */
export function bareReason(reason: string): string {
  return reason.replace(/, (?:which is|and) not simulated$/, "");
}

/** Of the reason why an alarm is not simulated, most of which lack the alarm. */
export function asSentence(reason: string): string {
  return /^(?:its?|the|depends) /.test(reason) ? reason : `it ${reason}`;
}
