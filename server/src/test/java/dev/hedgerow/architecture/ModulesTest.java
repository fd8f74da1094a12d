package dev.hedgerow.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The map of the system: who may use whom, and only through the root package. */
@AnalyzeClasses(
        packages = "dev.hedgerow",
        importOptions = {ImportOption.DoNotIncludeTests.class})
final class ModulesTest {
    private static final String ROOT = "dev.hedgerow.";

    /** Think hard about the layering before adding a line here. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("kernel", Set.of()),
                    Map.entry("store", Set.of("kernel")),
                    Map.entry("tables", Set.of("kernel", "store", "operations")),
                    Map.entry("dynamodb", Set.of("kernel", "tables")),
                    Map.entry("files", Set.of("kernel")),
                    Map.entry("engine", Set.of("kernel")),
                    Map.entry("query", Set.of("kernel")),
                    Map.entry("operations", Set.of("kernel", "store")),
                    Map.entry("fleet", Set.of("kernel", "store")),
                    Map.entry("graph", Set.of("kernel", "store", "files")),
                    Map.entry(
                            "projection",
                            Set.of(
                                    "kernel",
                                    "store",
                                    "files",
                                    "operations",
                                    "fleet",
                                    "graph",
                                    "engine")),
                    Map.entry(
                            "service",
                            Set.of(
                                    "kernel",
                                    "store",
                                    "tables",
                                    "files",
                                    "operations",
                                    "fleet",
                                    "graph",
                                    "engine",
                                    "query",
                                    "projection")),
                    Map.entry(
                            "server",
                            Set.of(
                                    "kernel",
                                    "store",
                                    "tables",
                                    "dynamodb",
                                    "files",
                                    "operations",
                                    "fleet",
                                    "graph",
                                    "engine",
                                    "query",
                                    "projection",
                                    "service")),
                    Map.entry("client", Set.of("kernel")),
                    Map.entry("cli", Set.of("kernel", "client")),
                    Map.entry("simulator", Set.of("kernel")),
                    Map.entry(
                            "simulation",
                            Set.of(
                                    "kernel",
                                    "simulator",
                                    "store",
                                    "files",
                                    "graph",
                                    "operations",
                                    "fleet",
                                    "engine",
                                    "projection")));

    @ArchTest
    static final ArchRule MODULES_USE_ONLY_WHAT_THEY_MAY_THROUGH_ITS_DOOR =
            ArchRuleDefinition.classes()
                    .should(
                            new ArchCondition<JavaClass>("use only modules they may, by the door") {
                                @Override
                                public void check(JavaClass type, ConditionEvents events) {
                                    type.getDirectDependenciesFromSelf()
                                            .forEach(use -> checkUse(use, events));
                                }
                            });

    @ArchTest
    static void everyModuleIsSeen(JavaClasses classes) {
        Set<String> seen =
                classes.stream()
                        .map(type -> moduleOf(type.getPackageName()))
                        .collect(Collectors.toSet());
        if (!seen.containsAll(MAY_USE.keySet())) {
            throw new AssertionError("modules seen: " + seen);
        }
    }

    private static void checkUse(Dependency use, ConditionEvents events) {
        String target = use.getTargetClass().getPackageName();
        String user = moduleOf(use.getOriginClass().getPackageName());
        String used = moduleOf(target);
        boolean allowed =
                used.isEmpty()
                        || used.equals(user)
                        || (MAY_USE.getOrDefault(user, Set.of()).contains(used)
                                && target.equals(ROOT + used));
        events.add(new SimpleConditionEvent(use, allowed, use.getDescription()));
    }

    private static String moduleOf(String packageName) {
        return packageName.startsWith(ROOT) ? packageName.split("\\.", -1)[2] : "";
    }
}
