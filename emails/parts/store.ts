/** The face a mail wears when it comes from a store. Left out: the mail is Lectern's own. */
export interface EmailStore {
  name: string;
  /** Absolute address of the storefront. */
  url: string;
  /** Six-digit hex colour, e.g. "#8a3b24". */
  accentColor: string;
  /** Absolute address of a square picture; without one the store's initial stands in. */
  logoUrl?: string;
  /** Postal address, lines parted by "\n". */
  address?: string;
  supportEmail?: string;
}

export const previewStore: EmailStore = {
  name: "Fern & Kiln",
  url: "https://lectern.example/fern-and-kiln",
  accentColor: "#8c3f24",
  address: "Rua do Forno 18\n3800-112 Aveiro, Portugal",
  supportEmail: "hello@fernandkiln.example",
};
