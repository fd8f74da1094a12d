package dev.hedgerow.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** Where the outside may be touched, and which library lives in which module. */
@AnalyzeClasses(
        packages = "dev.hedgerow",
        importOptions = {ImportOption.DoNotIncludeTests.class})
final class BoundariesTest {
    /** Programs of their own, which stand outside the simulated world. */
    private static final String[] OUTSIDE = {
        "dev.hedgerow.kernel..",
        "dev.hedgerow.client..",
        "dev.hedgerow.cli..",
        "dev.hedgerow.bench..",
        "dev.hedgerow.simulation.."
    };

    @ArchTest
    static final ArchRule TIME_THREADS_AND_CHANCE_COME_FROM_THE_WORLD =
            noClasses()
                    .that(resideOutsideOfPackages(OUTSIDE))
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Thread.class, "ofVirtual")
                    .orShould()
                    .callMethod(Thread.class, "ofPlatform")
                    .orShould()
                    .callMethod(UUID.class, "randomUUID")
                    .orShould()
                    .callMethod(ThreadLocalRandom.class, "current")
                    .orShould()
                    .callConstructor(Random.class)
                    .because("a whole node must be playable from one seed; use kernel's World");

    @ArchTest
    static final ArchRule ROCKSDB_IS_KNOWN_TO_THE_STORE =
            onlyIn("org.rocksdb..", "dev.hedgerow.store..", "dev.hedgerow.bench..");

    @ArchTest
    static final ArchRule DUCKDB_IS_KNOWN_TO_FILES = onlyIn("org.duckdb..", "dev.hedgerow.files..");

    @ArchTest
    static final ArchRule JETTY_IS_KNOWN_TO_THE_SERVER =
            onlyIn("org.eclipse.jetty..", "dev.hedgerow.server..");

    @ArchTest
    static final ArchRule NETTY_IS_KNOWN_TO_THE_DYNAMODB_PORT =
            onlyIn("io.netty..", "dev.hedgerow.dynamodb.http..");

    @ArchTest
    static final ArchRule FOREIGN_MEMORY_IS_KNOWN_TO_THE_ENGINE =
            onlyIn("java.lang.foreign..", "dev.hedgerow.engine..");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes()
                    .should(
                            new ArchCondition<JavaClass>("live in a @NullMarked package") {
                                @Override
                                public void check(JavaClass type, ConditionEvents events) {
                                    boolean marked = isMarked(type, NullMarked.class);
                                    events.add(
                                            new SimpleConditionEvent(
                                                    type,
                                                    marked,
                                                    type.getPackageName() + " is not marked"));
                                }
                            });

    private static boolean isMarked(JavaClass type, Class<? extends Annotation> annotation) {
        return type.getPackage().tryGetAnnotationOfType(annotation.getName()).isPresent();
    }

    private static ArchRule onlyIn(String library, String... modules) {
        return noClasses()
                .that(resideOutsideOfPackages(modules))
                .should()
                .dependOnClassesThat(resideInAPackage(library));
    }
}
