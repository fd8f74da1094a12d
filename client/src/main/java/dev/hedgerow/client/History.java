package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Branches, commits, and what differs between them. */
public final class History {
    private History() {}

    /** A branch and its head; all but the first know where they were made. */
    public record Branch(
            String graph,
            String name,
            String commit,
            Optional<String> parent,
            Optional<String> forkedAt,
            Optional<Instant> createdAt) {}

    /** One commit of a branch. */
    public record Commit(
            String commit,
            String branch,
            Optional<String> mergedFrom,
            Instant at,
            String actor,
            String message,
            Map<String, Counts> counts) {}

    /** Commits of a branch, newest first; {@code next} continues with older ones. */
    public record Log(String graph, String branch, List<Commit> commits, Optional<String> next) {}

    /** A row that changed: {@code data} is what it is now, {@code before} what it was. */
    public record Change(
            String op,
            String type,
            String edge,
            @Nullable Object key,
            @Nullable Object from,
            @Nullable Object to,
            Map<String, @Nullable Object> data,
            Map<String, @Nullable Object> before) {}

    /** What differs between two views. */
    public record Diff(
            String graph, String from, String to, List<Change> changes, boolean truncated) {}

    /** What a merge would do. */
    public record MergePreview(
            String graph,
            String from,
            String into,
            String base,
            String fromCommit,
            String intoCommit,
            Map<String, Counts> counts,
            List<Change> changes,
            List<Conflict> conflicts,
            boolean truncated) {}

    /** Both branches changed the same thing differently. */
    public record Conflict(
            String entity,
            String kind,
            String property,
            @Nullable Object base,
            @Nullable Object ours,
            @Nullable Object theirs,
            String problem) {}

    /**
     * How to settle a conflict.
     *
     * @param entity as the conflict names it
     * @param take {@code ours}, {@code theirs} or {@code base}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resolution(String entity, @Nullable String property, String take) {}

    /** A merge to do. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Merge(
            String from,
            String into,
            List<Resolution> resolutions,
            Optional<String> policy,
            Optional<String> message) {}

    /** Commits after one, oldest first, with their rows; {@code next} goes on from there. */
    public record Feed(String graph, String branch, List<Delta> commits, String next) {}

    /** One commit of a feed. */
    public record Delta(
            String commit, Instant at, String actor, String message, List<Change> changes) {}
}
