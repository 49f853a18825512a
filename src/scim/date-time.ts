const FORM = /^-?(\d{4,})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-](\d{2}):(\d{2}))?$/;

/** True for the lexical forms of xsd:dateTime (RFC 7643 section 2.3.5): real days, 24:00:00 allowed, zone optional. */
export function isDateTime(text: string): boolean {
  const parts = FORM.exec(text);
  if (!parts) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const midnight = hour === 24 && minute === 0 && second === 0 && Number(parts[7] ?? 0) === 0;
  const zone = parts[9] === undefined || (Number(parts[9]) <= 14 && Number(parts[10]) < 60);
  return month >= 1 && month <= 12 && day >= 1 && day <= days && (hour < 24 || midnight) && minute < 60 && second < 60 && zone;
}

/** The instant in milliseconds since 1970; a missing zone is read as UTC. NaN if it is no dateTime. */
export function instant(text: string): number {
  if (!isDateTime(text)) return Number.NaN;
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
}
