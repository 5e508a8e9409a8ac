import { DataStore, Server, Upload as TusUpload, type ServerOptions } from "@tus/server";
import { Router, type Request, type Response } from "express";
import rateLimit from "express-rate-limit";
import type { Readable } from "node:stream";
import type { Runtime } from "./runtime";

type App = Runtime["uploads"];
type Row = NonNullable<Awaited<ReturnType<App["ownUpload"]>>>;

const PATH = "/uploads";
const MINUTE = 60_000;
/** A folder of small files begins many uploads; a fast line sends many pieces. */
const BEGUN_A_MINUTE = 240;
const PIECES_A_MINUTE = 3_000;

/**
 * Files in pieces by the tus protocol (https://tus.io/protocols/resumable-upload, with creation and termination): `POST` begins
 * one, `PATCH` brings a piece, `HEAD` tells how far it is, `DELETE` gives it up; our own `GET` tells the finished file.
 * Who may is asked before the protocol is spoken; another person's upload is not there. Bytes go from the socket to the
 * storage; Remix never sees them.
 */
export function uploadRoutes(runtime: Pick<Runtime, "uploads" | "env" | "log">): Router {
  const { uploads: app, env, log } = runtime;
  const uploaders = new WeakMap<object, { userId: string; storeId: string }>();
  const rows = new WeakMap<object, Row>();
  const tus = new Server({
    path: PATH,
    relativeLocation: true,
    // Our pages only, which are of this origin: no answer allows another.
    allowedOrigins: () => false,
    datastore: new Pieces(app),
    namingFunction: () => app.newId("upload"),
    async onUploadCreate(request, upload) {
      const uploader = uploaders.get(nodeRequest(request));
      const kind = upload.metadata?.purpose;
      if (!uploader || !app.isUploadKind(kind)) throw refusal(400, "It is not said what this file is for. Reload the page and try again.");
      const fileName = upload.metadata?.filename ?? "";
      const begun = await app.beginUpload(uploader, { id: upload.id, kind, fileName, contentType: upload.metadata?.filetype ?? "", byteSize: upload.size ?? 0 });
      if (!begun.ok) throw refusal(statusOf(begun.error), app.uploadRefusal(begun.error, { kind, fileName }));
      return {};
    },
    async onUploadFinish(request, upload) {
      const row = await app.ownUpload(uploaders.get(nodeRequest(request)) ?? { userId: "", storeId: "" }, upload.id);
      if (!row) throw refusal(404, GONE);
      const { status, body } = await finished(app, row);
      if (status >= 400) throw refusal(status, String(body));
      return { status_code: status, headers: { "Content-Type": "application/json", "Cache-Control": "no-store" }, body: JSON.stringify(body) };
    },
    onResponseError(_request, error) {
      if ("status_code" in error) return undefined;
      log.error({ err: error }, "an upload failed");
      return refusal(500, "Something went wrong on our side. The upload goes on from where it is; try again.");
    },
  });

  const router = Router();
  router.use(PATH, limit(["POST"], BEGUN_A_MINUTE), limit(["PATCH", "DELETE"], PIECES_A_MINUTE));
  router.use(PATH, async (request, response, next) => {
    try {
      const uploader = await app.uploaderOf(request.headers.cookie ?? "", env.appUrl);
      if (uploader === "nobody") return say(response, 401, "You were signed out. Sign in again in another tab, then go on here.");
      if (uploader === "no_store") return say(response, 403, "Only a store can keep files. Open yours first.");
      uploaders.set(request, uploader);
      const id = request.path.replace(/^\/|\/$/g, "");
      if (id === "") return request.method === "POST" && hasBody(request) ? say(response, 400, "Begin with no bytes; they come in pieces.") : next();
      const row = await app.ownUpload(uploader, id);
      if (!row) return say(response, 404, GONE);
      rows.set(request, row);
      if (request.method === "PATCH" && Number(request.headers["content-length"] ?? -1) !== app.nextPieceBytes(row)) {
        // Where the sender is wrong about how far it is, the protocol has its own answer.
        if (String(row.received) === request.headers["upload-offset"]) return say(response, 413, `A piece must have exactly ${app.nextPieceBytes(row)} bytes.`);
      }
      next();
    } catch (error) {
      next(error);
    }
  });
  router.get(`${PATH}/:id`, async (request, response, next) => {
    // Express takes a HEAD for a GET; how far an upload is, the protocol tells.
    if (request.method === "HEAD") return next();
    try {
      const row = rows.get(request);
      if (!row) return say(response, 404, GONE);
      const { status, body } = await finished(app, row);
      if (status >= 400) return say(response, status, String(body));
      response.status(status).set("Cache-Control", "no-store").json(body);
    } catch (error) {
      next(error);
    }
  });
  router.all([PATH, `${PATH}/:id`], async (request, response, next) => {
    try {
      // The protocol's server reads the whole address.
      await tus.handle(request, response);
    } catch (error) {
      next(error);
    }
  });
  return router;
}

const GONE = "This upload is not here (any more). Choose the file again.";

/** The storage behind the protocol: rows say how far an upload is, the storage keeps its pieces. */
class Pieces extends DataStore {
  constructor(private readonly app: App) {
    super();
    this.extensions = ["creation", "termination"];
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const row = await this.app.uploadById(id);
    if (!row) throw refusal(404, GONE);
    return new TusUpload({ id, size: Number(row.byteSize), offset: Number(row.received) });
  }

  override async write(stream: Readable, id: string): Promise<number> {
    const row = await this.app.uploadById(id);
    if (!row) throw refusal(404, GONE);
    const taken = await this.app.takePiece(row, stream);
    if (taken.ok) return taken.value;
    switch (taken.error) {
      case "broken":
        throw refusal(400, "The piece broke off. Send it again.");
      case "moved_on":
        throw refusal(409, "This piece is here already.");
      case "lost":
        throw refusal(410, GONE);
      default:
        throw refusal(statusOf(taken.error), this.app.uploadRefusal(taken.error, { kind: row.purpose, fileName: row.fileName }));
    }
  }

  override async remove(id: string): Promise<void> {
    const row = await this.app.uploadById(id);
    if (!row) throw refusal(404, GONE);
    await this.app.dropUpload(row);
  }
}

/** The file an upload became, or why it did not. */
async function finished(app: App, row: Row): Promise<{ status: number; body: unknown }> {
  const file = await app.finishUpload(row);
  if (file.ok) return { status: 200, body: app.asUploaded(file.value) };
  if (file.error === "unfinished") return { status: 409, body: "Not all of the file is here yet." };
  return { status: statusOf(file.error), body: app.uploadRefusal(file.error, { kind: row.purpose, fileName: row.fileName }) };
}

function statusOf(problem: string): number {
  return problem === "no_room" ? 507 : problem === "too_large" ? 413 : problem === "too_many" ? 429 : 422;
}

function refusal(status_code: number, words: string): { status_code: number; body: string } {
  return { status_code, body: words };
}

function say(response: Response, status: number, words: string): void {
  response.status(status).set("Cache-Control", "no-store").type("text/plain").send(words);
}

function hasBody(request: Request): boolean {
  return request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
}

/** Express's request behind the one the protocol's server hands out. */
function nodeRequest(request: Parameters<NonNullable<ServerOptions["onUploadCreate"]>>[0]): object {
  const node = request.runtime?.node?.req;
  if (!node) throw new Error("An upload came from outside Node");
  return node;
}

function limit(methods: string[], perMinute: number) {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    skip: (request) => !methods.includes(request.method),
    standardHeaders: "draft-7",
    legacyHeaders: false,
    message: "Too many uploads at once from this address. They go on in a minute.",
  });
}
