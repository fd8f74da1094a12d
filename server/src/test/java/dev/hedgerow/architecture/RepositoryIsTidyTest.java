package dev.hedgerow.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sizes, and words that are left behind by accident. */
final class RepositoryIsTidyTest {
    private static final int MAIN_LINES_MAX = 500;
    private static final int TEST_LINES_MAX = 800;
    private static final int METHOD_LINES_MAX = 60;
    private static final int TEST_METHOD_LINES_MAX = 80;
    private static final Pattern UNFINISHED =
            Pattern.compile("TO" + "DO|FIX" + "ME|// XX" + "X|@Dis" + "abled|Thread\\.sl" + "eep\\(");

    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/node_modules/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        var found = new ArrayList<String>();
        for (Path source : sources()) {
            int lines = Files.readAllLines(source).size();
            boolean test = source.toString().contains("/src/test/");
            if (lines > (test ? TEST_LINES_MAX : MAIN_LINES_MAX)) {
                found.add(source + " has " + lines + " lines");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        var found = new ArrayList<String>();
        for (Path source : sources()) {
            if (UNFINISHED.matcher(Files.readString(source)).find()) {
                found.add(source.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyMethodFitsOnAScreen() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(sources());
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
            var positions = Trees.instance(task).getSourcePositions();
            var tooLong = new ArrayList<String>();
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(unit, positions, tooLong).scan(unit, null);
            }
            assertThat(tooLong).isEmpty();
        }
    }

    private static final class LongMethods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            long first = lineOf(positions.getStartPosition(unit, method));
            long last = lineOf(positions.getEndPosition(unit, method));
            boolean test = unit.getSourceFile().getName().contains("/src/test/");
            if (last - first >= (test ? TEST_METHOD_LINES_MAX : METHOD_LINES_MAX)) {
                found.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName());
            }
            return super.visitMethod(method, null);
        }

        private long lineOf(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
