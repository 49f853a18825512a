/** dateTime values for filters. */

/** The instant (milliseconds) as a dateTime at an offset of whole hours: 0 is written Z, 2 as +02:00. */
export function dateTimeAt(milliseconds: number, hours: number): string {
  const local = new Date(milliseconds + hours * 3_600_000).toISOString().slice(0, -1);
  if (hours === 0) return `${local}Z`;
  return `${local}${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
}
