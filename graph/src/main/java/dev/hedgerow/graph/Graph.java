package dev.hedgerow.graph;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * One graph: writes, branches, merges, history and views. For any number of threads; made by {@link
 * Graphs} and cheap to make.
 */
public final class Graph {
    private final Home home;
    private final CatalogEntry entry;
    private final Writer writer;
    private final Loader loader;
    private final Branches branches;
    private final Merger merger;
    private final History history;
    private final SchemaChange schemas;
    private final Indexes indexes;
    private final Differences differences;

    Graph(Home home, CatalogEntry entry) {
        this.home = home;
        this.entry = entry;
        this.writer = new Writer(home);
        this.loader = new Loader(home);
        this.branches = new Branches(home);
        this.merger = new Merger(home);
        this.history = new History(home);
        this.schemas = new SchemaChange(home);
        this.indexes = new Indexes(home);
        this.differences = new Differences(home);
    }

    public GraphId id() {
        return home.id();
    }

    /** What the catalog said when the graph was opened; a renaming since is not seen. */
    public CatalogEntry entry() {
        return entry;
    }

    /** The schema of a branch. */
    public Schema schema(String branch) {
        return home.rows(branches.find(branch).schemaVersion()).schema();
    }

    /** The graph's schema of that version, on whichever branch. */
    public Schema schema(int version) {
        return home.rows(version).schema();
    }

    /**
     * How a branch would get to another schema, or why it cannot; changes nothing. Without steps
     * there is nothing to do.
     */
    public SchemaPlan planSchema(String branch, Schema wanted) {
        return schemas.plan(branch, wanted);
    }

    /**
     * Brings a branch to another schema, as one small commit of the caller's transaction; {@link
     * #fillIndexes} and {@link #clear} are to follow. What another branch has become already is
     * taken over under the same version.
     *
     * @param ifVersion changes only a branch that follows this version
     * @throws dev.hedgerow.kernel.HedgerowException SCHEMA_INVALID with every reason why it cannot
     *     be; PRECONDITION_FAILED
     */
    public SchemaChanged changeSchema(
            Transaction tx,
            String branch,
            Schema wanted,
            Optional<Integer> ifVersion,
            String actor) {
        return schemas.change(tx, branch, wanted, ifVersion, actor);
    }

    /**
     * Enters the rows there are into indexes that lack them, in small transactions. It goes on
     * where an earlier call was interrupted; readers and writers go on meanwhile.
     *
     * @return rows entered by this call
     */
    public long fillIndexes(String branch, FillProgress progress) {
        return indexes.fill(branch, progress);
    }

    /** Hears how far the filling of indexes has come; what it throws ends the call. */
    @FunctionalInterface
    public interface FillProgress {
        /** Called after each transaction, with the rows entered so far. */
        void at(long rows);
    }

    /** Removes what dropped rules leave on the branch; may be repeated. */
    public void clear(String branch, List<SchemaChanged.Dropped> dropped) {
        indexes.clear(branch, dropped);
    }

    /**
     * Writes rows as one commit.
     *
     * @throws dev.hedgerow.kernel.HedgerowException BRANCH_NOT_FOUND; LIMIT_EXCEEDED for more than
     *     one transaction can hold; TOKEN_REUSED; TRANSACTION_CONFLICT when others kept changing
     *     the same rows
     */
    public WriteOutcome write(WriteRequest request) {
        return writer.write(request);
    }

    /**
     * Loads inputs of any size as one commit. When they are more than one transaction can hold,
     * rows are inserted and upserted only, and other writers of the branch are refused with LOCKED
     * while the load is checked and written.
     *
     * @throws dev.hedgerow.kernel.HedgerowException like {@link #write}; LOCKED when another load
     *     is being written
     */
    public WriteOutcome load(LoadRequest request) {
        return loader.load(request);
    }

    /**
     * Makes a branch: one small write, whatever the size of the graph.
     *
     * @throws dev.hedgerow.kernel.HedgerowException ALREADY_EXISTS, LIMIT_EXCEEDED when too deep
     */
    public Branch createBranch(CreateBranch request) {
        return branches.create(request);
    }

    /** Branches by name, after the given name, at most {@code limit}. */
    public List<Branch> branches(Optional<String> after, int limit) {
        return branches.list(after, limit);
    }

    /** The branch of that name, or BRANCH_NOT_FOUND. */
    public Branch branch(String name) {
        return branches.find(name);
    }

    /**
     * Deletes a branch with its commits.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE for main and for a branch from
     *     which others were forked
     */
    public void deleteBranch(String name) {
        branches.delete(name);
    }

    /** {@link #deleteBranch(String)} in the caller's transaction; {@link #sweep} is to follow. */
    public void deleteBranch(Transaction tx, String name) {
        var _ = branches.delete(tx, name);
    }

    /** Removes rows of deleted branches that are still there. */
    public void sweep() {
        branches.sweep();
    }

    /** What a merge would do now. */
    public MergePreview previewMerge(String from, String into) {
        return merger.preview(from, into);
    }

    /** {@link #merge(MergeRequest, MergeProgress)}, whose progress nobody watches. */
    public MergeOutcome merge(MergeRequest request) {
        return merger.merge(request, _ -> {});
    }

    /**
     * Brings what is new on one branch to another, as one commit. When it is more than one
     * transaction can hold, writers of the branch merged into are refused with LOCKED meanwhile.
     *
     * @throws dev.hedgerow.kernel.HedgerowException BRANCH_NOT_FOUND; WRONG_STATE when one branch
     *     does not know the schema of the other; LOCKED when a load or large merge is being
     *     written; TOKEN_REUSED; TRANSACTION_CONFLICT
     */
    public MergeOutcome merge(MergeRequest request, MergeProgress progress) {
        return merger.merge(request, progress);
    }

    /**
     * Opens a moment of the graph.
     *
     * @throws dev.hedgerow.kernel.HedgerowException BRANCH_NOT_FOUND, COMMIT_NOT_FOUND,
     *     INVALID_REQUEST for a time in the future
     */
    public GraphView view(ViewAddress address) {
        OpenLayers open = OpenLayers.open(home, address);
        try {
            return new GraphView(open, home.rows(open.branch().schemaVersion()));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** The newest commit of a branch; what it inherited counts. */
    public Stamp head(String branch) {
        return writer.head(branch);
    }

    /** Commits of a branch, also those it inherited, newest first, before the given one. */
    public List<Commit> log(String branch, Optional<Stamp> before, int limit) {
        return history.log(branch, before, limit);
    }

    /**
     * Whole commits after the given one, oldest first, with their changes as each left them. A page
     * holds at most {@code limit} commits and ends early when they change much; empty when there
     * are no more.
     */
    public List<CommitChanges> feed(String branch, Stamp after, int limit) {
        return history.feed(branch, after, limit);
    }

    /**
     * What differs between two moments, also of different branches: at most {@code limit} changed
     * rows. Costs what changed since both had everything in common, not what exists.
     */
    public Difference diff(ViewAddress from, ViewAddress to, int limit) {
        return differences.between(from, to, limit);
    }

    /** Watches the branch's head: make the watch, read the feed, wait. */
    public Store.Watch watch(String branch) {
        try (var now = home.store().snapshot()) {
            var record = BranchRecord.read(now, home.id(), branch);
            var head = new BranchSpace(home.id(), record.number()).head();
            return home.store().watch(KeyRange.single(head));
        }
    }
}
