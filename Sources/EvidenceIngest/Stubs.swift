import ByteIO
struct MediaIdentity { let mediaType: String; let puid: String?; let basis: String }
enum Signatures { static func identify(head: [UInt8], name: String, size: Int64) -> MediaIdentity {
  if head.starts(with: [0x50,0x4b,3,4]) { return MediaIdentity(mediaType: "application/zip", puid: "x-fmt/263", basis: "sig") }
  if head.starts(with: [0x1f,0x8b]) { return MediaIdentity(mediaType: "application/gzip", puid: "x-fmt/266", basis: "sig") }
  return MediaIdentity(mediaType: head.contains(0) ? "application/octet-stream" : "text/plain", puid: nil, basis: "content") } }
enum PDFExaminer { static func examine(_ s: ByteSource, timeLimit: Int) async -> PDFContent? { nil } }
