import ByteIO
import Foundation
import SupportForTests
import Testing

/// A process that is killed while writing leaves neither a file under the name nor litter. The child makes the same
/// system calls as `AtomicFile` does on file systems with and without nameless files.
@Suite struct KillTests {
    @Test(arguments: ["unnamed", "named"])
    func killedWritersLeaveNothing(kind: String) throws {
        let scratch = try Scratch()
        let child = fork(writing: scratch.file("out.zip"), kind: kind, ready: scratch.file("ready"))
        guard child > 0 else { return }
        for _ in 0..<2000 where access(scratch.file("ready"), F_OK) != 0 { usleep(1000) }
        kill(child, SIGKILL)
        var status: Int32 = 0
        waitpid(child, &status, 0)
        unlink(scratch.file("ready"))
        // A file system without nameless files leaves one, which the next run recognises.
        Leftovers.remove(in: scratch.bytes)
        #expect(try scratch.names == [])
    }

    private func fork(writing path: String, kind: String, ready: String) -> pid_t {
        var child: pid_t = 0
        let script = """
            import os, sys, time
            folder = os.path.dirname(sys.argv[1])
            start = open('/proc/self/stat').read().rsplit(')', 1)[1].split()[19]
            if sys.argv[2] == 'unnamed':
                fd = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
            else:
                fd = os.open(f'{folder}/.casefile-{os.getpid()}-{start}-0', os.O_CREAT | os.O_RDWR, 0o600)
            os.write(fd, b'x' * 100000)
            open(sys.argv[3], 'w').close()
            time.sleep(60)
            """
        let words = ["python3", "-c", script, path, kind, ready]
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        return posix_spawnp(&child, "python3", nil, nil, &arguments, environ) == 0 ? child : -1
    }
}
