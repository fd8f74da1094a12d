import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/*
 * Makes the native part of the engine: fetches the pinned LadybugDB package with npm, makes its
 * library loadable without Node, and compiles the shim against it.
 *
 * Arguments: the folder of package.json, the folder of the C++ sources, the folder to fill.
 */

static final String PACKAGE = "node_modules/@ladybugdb/core-linux-x64";
static final String LIBRARY = "lbugjs.node";
static final String LIBRARY_SHA256 =
        "3da93cd0536314256cf1c15f9df68f996b5aa08575330b35a96591af151003ea";
static final String SHIM = "libhedgerow-engine.so";
static final List<String> SOURCES = List.of("shim.cpp", "parameters.h", "ladybug.h");

void main(String... args) throws Exception {
    var npm = Path.of(args[0]);
    var sources = Path.of(args[1]);
    var target = Path.of(args[2]);
    requirePlatform();
    var stamp = inputs(npm, sources);
    var stampFile = target.resolve("stamp");
    if (isUpToDate(target, stampFile, stamp)) {
        return;
    }
    Files.createDirectories(target);
    Files.deleteIfExists(stampFile);
    var fetched = fetch(npm);
    var library = Files.readAllBytes(fetched.resolve(LIBRARY));
    weaken(library, "napi_");
    Files.write(target.resolve(LIBRARY), library);
    Files.copy(
            fetched.resolve("LICENSE"),
            target.resolve("LICENSE-ladybugdb.txt"),
            StandardCopyOption.REPLACE_EXISTING);
    compile(sources, target);
    Files.writeString(stampFile, stamp);
    IO.println("native engine: made " + target);
}

static boolean isUpToDate(Path target, Path stampFile, String stamp) throws IOException {
    return Files.exists(stampFile)
            && Files.readString(stampFile).equals(stamp)
            && Files.exists(target.resolve(LIBRARY))
            && Files.exists(target.resolve(SHIM));
}

static void requirePlatform() {
    var platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    if (!platform.equals("Linux/amd64")) {
        throw failure("there is no pinned engine for " + platform, "build on Linux x86-64");
    }
}

/** A hash of everything the result depends on, this program included. */
static String inputs(Path npm, Path sources) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(Files.readAllBytes(npm.resolve("package-lock.json")));
    for (var source : SOURCES) {
        digest.update(Files.readAllBytes(sources.resolve(source)));
    }
    digest.update(Files.readAllBytes(npm.resolveSibling("tools").resolve("Native.java")));
    return HexFormat.of().formatHex(digest.digest());
}

/** The package's folder, after {@code npm ci} unless the pinned library is there already. */
static Path fetch(Path npm) throws Exception {
    var folder = npm.resolve(PACKAGE);
    var library = folder.resolve(LIBRARY);
    if (!Files.exists(library) || !sha256(library).equals(LIBRARY_SHA256)) {
        IO.println("native engine: npm ci in " + npm);
        run(
                npm,
                "install Node.js with npm (Debian: apt-get install npm) and check that npm reaches"
                        + " its registry",
                List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    }
    var found = sha256(library);
    if (!found.equals(LIBRARY_SHA256)) {
        throw failure(
                library + " has sha256 " + found + ", expected " + LIBRARY_SHA256,
                "delete "
                        + npm.resolve("node_modules")
                        + " and build again; if it stays, the"
                        + " pinned package has been changed: do not use it");
    }
    return folder;
}

static void compile(Path sources, Path target) throws Exception {
    IO.println("native engine: compiling the shim");
    var command =
            List.of(
                    "g++",
                    "-std=c++20",
                    "-O2",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-shared",
                    "-fPIC",
                    "-fvisibility=hidden",
                    "-o",
                    target.resolve(SHIM).toString(),
                    sources.resolve(SOURCES.getFirst()).toString(),
                    "-Wl,-rpath,$ORIGIN",
                    "-Wl,--allow-shlib-undefined",
                    "-Wl,--no-undefined",
                    "-L" + target,
                    "-l:" + LIBRARY);
    run(target, "install a C++20 compiler (Debian: apt-get install g++)", command);
}

/** Runs a command to its end; shows what it printed only when it fails. */
static void run(Path folder, String fix, List<String> command) throws Exception {
    Process process;
    try {
        process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
    } catch (IOException e) {
        throw failure(command.getFirst() + " cannot be started: " + e.getMessage(), fix);
    }
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes());
    int status = process.waitFor();
    if (status != 0) {
        System.err.println(output);
        throw failure(command.getFirst() + " failed with exit status " + status, fix);
    }
}

/**
 * Makes every undefined dynamic symbol with the prefix weak, in place. The library refers to
 * functions of Node that only Node has and that nobody calls here; a weak reference may stay
 * unresolved.
 */
static void weaken(byte[] file, String prefix) {
    var elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    boolean isElf64 = elf.getInt(0) == 0x464c457f && elf.get(4) == 2 && elf.get(5) == 1;
    if (!isElf64) {
        throw failure(LIBRARY + " is not a 64-bit little-endian ELF file", "build on Linux x86-64");
    }
    long sections = elf.getLong(0x28);
    int sectionSize = Short.toUnsignedInt(elf.getShort(0x3a));
    int sectionCount = Short.toUnsignedInt(elf.getShort(0x3c));
    final int dynamicSymbols = 11;
    for (int i = 0; i < sectionCount; i++) {
        int section = Math.toIntExact(sections + (long) i * sectionSize);
        if (elf.getInt(section + 0x04) == dynamicSymbols) {
            int names = Math.toIntExact(sections) + elf.getInt(section + 0x28) * sectionSize;
            weakenTable(elf, section, Math.toIntExact(elf.getLong(names + 0x18)), prefix);
        }
    }
}

/**
 * One symbol table: entries of 24 bytes with name:u32, binding and type:u8, other:u8, section:u16.
 */
static void weakenTable(ByteBuffer elf, int section, int names, String prefix) {
    final int entrySize = 24;
    final int weak = 2;
    int start = Math.toIntExact(elf.getLong(section + 0x18));
    int end = start + Math.toIntExact(elf.getLong(section + 0x20));
    for (int symbol = start; symbol < end; symbol += entrySize) {
        boolean undefined = elf.getShort(symbol + 6) == 0;
        if (undefined && nameStartsWith(elf, names + elf.getInt(symbol), prefix)) {
            elf.put(symbol + 4, (byte) (weak << 4 | elf.get(symbol + 4) & 0xf));
        }
    }
}

static boolean nameStartsWith(ByteBuffer elf, int at, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
        if (elf.get(at + i) != prefix.charAt(i)) {
            return false;
        }
    }
    return true;
}

static String sha256(Path file) throws Exception {
    if (!Files.exists(file)) {
        return "none (no such file)";
    }
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
}

static IllegalStateException failure(String problem, String fix) {
    System.err.println("native engine: " + problem + "\n  fix: " + fix);
    System.exit(1);
    return new IllegalStateException(problem);
}
