import type { RequestHandler } from "express";

const MB = 1024 * 1024;
const FORM_LIMIT = 2 * MB;
/**
 * The routes that take files: each has its own, lower limits and streams to storage. Every other route reads its form into
 * memory, so nothing else may be large.
 */
const UPLOADS = /^\/(studio\/offers\/[^/]+\/(cover|import|files\/upload|lessons\/[^/]+\/video)|settings\/store\/logo)\/?$/;
const UPLOAD_LIMIT = 600 * MB;

/** Refuse bodies that are too large: by their announced length at once, by what really comes while it comes. */
export function limitBody(): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD") return next();
    const upload = UPLOADS.test(request.path) && /^multipart\/form-data/i.test(request.headers["content-type"] ?? "");
    const limit = upload ? UPLOAD_LIMIT : FORM_LIMIT;
    const refuse = () => {
      response.status(413).set("Connection", "close").type("text/plain").send(`That is too large: at most ${limit / MB} MB.\n`);
    };
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > limit) return refuse();
    if (request.headers["content-length"] === undefined) {
      let seen = 0;
      request.on("data", (chunk: Buffer) => {
        seen += chunk.length;
        if (seen <= limit || request.destroyed) return;
        // An error, not an end: whoever reads must not take the part for the whole.
        refuse();
        request.destroy(new Error("the body is too large"));
      });
      request.pause();
    }
    next();
  };
}
