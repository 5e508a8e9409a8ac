/** What server/uploads needs of the app, handed out through the runtime. */
export { uploaderOf } from "./auth/uploader.server";
export { finishUpload } from "./domain/files/finish-upload.server";
export { asUploaded, beginUpload, dropUpload, nextPieceBytes, ownUpload, takePiece, uploadById, uploadRefusal, type Uploader } from "./domain/files/resumable-upload.server";
export { newId } from "./lib/ids";
export { isUploadKind, PIECE_BYTES } from "./lib/upload-kinds";
