import ByteIO

package enum PDFExaminer { package static func toolVersions() async -> [(name: String, version: String)] { [] }
 static func examine(_ s: ByteSource, timeLimit: Int) async -> PDFContent? { nil } }
