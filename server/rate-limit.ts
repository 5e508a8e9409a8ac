import rateLimit from "express-rate-limit";

/** A ceiling no person reaches; sign-in and mail have their own, lower ones in the domain, which hold across processes. */
export function limitMutations() {
  return rateLimit({
    windowMs: 60_000,
    limit: 300,
    skip: (request) => request.method === "GET" || request.method === "HEAD",
    standardHeaders: "draft-7",
    legacyHeaders: false,
    message: "Too many requests from this address. Wait a minute and try again.\n",
  });
}
