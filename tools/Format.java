import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/** Checks, rewrites or skips the layout of every Java source below the repository root. */
void main(String... args) throws Exception {
    if (List.of(args).contains("skip")) {
        return;
    }
    var apply = List.of(args).contains("apply");
    var formatter = new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
    var untidy = new ArrayList<Path>();
    for (Path source : javaSources(Path.of("").toAbsolutePath())) {
        var before = Files.readString(source);
        var ordered = ImportOrderer.reorderImports(before, Style.GOOGLE);
        var after = formatter.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
        if (!before.equals(after)) {
            untidy.add(source);
            if (apply) {
                Files.writeString(source, after);
            }
        }
    }
    untidy.forEach(source -> IO.println((apply ? "formatted " : "not formatted: ") + source));
    if (!apply && !untidy.isEmpty()) {
        System.exit(1);
    }
}

private static List<Path> javaSources(Path root) throws IOException {
    try (var files = Files.walk(root)) {
        return files.filter(file -> file.toString().endsWith(".java"))
                .filter(file ->
                        !root.relativize(file).toString().matches("(.*/)?(target|node_modules)/.*"))
                .sorted()
                .toList();
    }
}
