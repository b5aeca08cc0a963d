/** The address of a guests' link, as it stands in the QR code. */
export const guestUrl = (token: string) => new URL(`/guest/${encodeURIComponent(token)}`, location.origin).href;
