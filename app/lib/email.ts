/** The one spelling under which an address is stored and compared. */
export function normaliseEmail(address: string): string {
  return address.trim().toLowerCase();
}
