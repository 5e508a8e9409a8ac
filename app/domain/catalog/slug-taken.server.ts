import { Prisma } from "~/db.server";

/** Two offers of a store at one address: the unique index said no (P2002). */
export function isSlugTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
