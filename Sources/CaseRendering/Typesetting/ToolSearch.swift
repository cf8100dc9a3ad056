import Glibc

/// Where programs are looked for: the folders of PATH, then `.tools/` in every folder from the executable's upward.
/// The caller passes both; nothing is read from the environment here.
package struct ToolSearch: Sendable {
    package let path: [String]
    /// Existing `.tools` folders, nearest first.
    package let toolFolders: [String]

    /// `path` as in the PATH variable; `executable` is the running program.
    package init(path: String, executable: String) {
        self.path = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        var folders: [String] = []
        var folder = executable
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            let tools = folder + "/.tools"
            if FileSystem.isFolder(tools) { folders.append(tools) }
        }
        toolFolders = folders
    }

    /// The first executable file of that name, in PATH and then in `.tools/bin`.
    package func program(_ name: String) -> String? {
        (path + toolFolders.map { $0 + "/bin" }).map { $0 + "/" + name }.first(where: FileSystem.isExecutable)
    }

    /// A typesetter that is installed: the `typst` command, else a Python with the `typst` package; nil when there is none.
    package func typesetter(workerScript: [UInt8], limits: TypstLimits = TypstLimits()) -> (any Typesetter)? {
        if let command = program("typst") {
            return TypstCommand(program: command, fontFolders: fontFolders, limits: limits)
        }
        guard let python = pythonWithTypst else { return nil }
        return TypstWorker(
            python: python, script: workerScript, fontFolders: fontFolders, limits: limits)
    }

    /// Debian's Noto folders and `.tools/fonts`, as far as they exist.
    package var fontFolders: [String] {
        (["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"] + toolFolders.map { $0 + "/fonts" })
            .filter(FileSystem.isFolder)
    }

    /// The package is looked for beside the interpreter, which costs nothing; starting each Python would.
    package var pythonWithTypst: String? {
        let folders = path + toolFolders.map { $0 + "/venv/bin" }
        return folders.map { $0 + "/python3" }.first { FileSystem.isExecutable($0) && hasTypst(python: $0) }
    }

    private func hasTypst(python: String) -> Bool {
        let prefix = python.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
        return [prefix + "/lib", prefix + "/local/lib"].contains { library in
            FileSystem.names(in: library).filter { $0.hasPrefix("python3") }.contains { version in
                ["site-packages", "dist-packages"].contains {
                    FileSystem.isFolder("\(library)/\(version)/\($0)/typst")
                }
            }
        }
    }
}

/// The few questions asked of the disk here; Foundation's FileManager would be slower and changes names.
enum FileSystem {
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// Bytes of a file; 0 when there is none.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Sorted; empty when the folder cannot be read.
    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func bytes(_ path: String) throws(RenderingError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .file(path, errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .file(path, errno) }
        var failed = false
        let size = Int(status.st_size)
        let all = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = read(file, buffer.baseAddress.unsafelyUnwrapped + count, size - count)
                if got <= 0 {
                    failed = got < 0
                    return
                }
                count += got
            }
        }
        if failed { throw .file(path, errno) }
        return all
    }

    static func write(_ bytes: [UInt8], to path: String) throws(RenderingError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .file(path, errno) }
        defer { close(file) }
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
                return Glibc.write(file, rest.baseAddress, rest.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .file(path, errno) }
            start += written
        }
    }

    static func makeFolder(_ path: String) throws(RenderingError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .file(path, errno) }
    }

    static func move(_ path: String, to other: String) throws(RenderingError) {
        guard rename(path, other) == 0 else { throw .file(other, errno) }
    }

    static func link(_ target: String, at path: String) throws(RenderingError) {
        guard symlink(target, path) == 0 else { throw .file(path, errno) }
    }
}

/// What can go wrong around the documents themselves; `TypesettingError` says what Typst objects to.
package enum RenderingError: Error, Hashable, Sendable {
    /// A file could not be read or written; the error number.
    case file(String, Int32)
    /// The language files lack a key.
    case missingWording(String)
    /// The language files cannot be read.
    case badWording(String)
    case missingTemplate(String)
    /// A program the pages need is not installed.
    case missingProgram(String)
    /// A finished document is not as it must be.
    case badDocument(String)
}
