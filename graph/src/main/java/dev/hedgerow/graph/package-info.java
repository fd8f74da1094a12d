/**
 * A typed property graph with branches, as a layer on the store.
 *
 * <p>{@link Graphs} is the catalog; a {@link Graph} writes, branches, merges, tells its history and
 * opens {@link GraphView}s. A {@link Schema} comes from {@link Schemas}; rows are typed and checked
 * by {@code graph.value}.
 *
 * <p>A write is one transaction: rows are typed outside ({@code RowTyping}), applied to a draft in
 * their order ({@code Planner}, {@code Draft}), the draft is checked as a whole ({@code
 * Constraints}, {@code Uniqueness}), then rows, indexes, log entry and head are written ({@code
 * DraftWriter}, {@code CommitCodec}). It reads the branch's row, the rows it touches and what
 * constraints need; log and head are stamped writes without a read, so that writers of different
 * keys never meet.
 *
 * <p>A write keeps the indexes of its types, also without a read. An index that a schema change
 * brings is filled behind it ({@code Indexes}); until it has every row, and on graphs from before
 * there were entries, {@code Finder} looks at the rows themselves.
 *
 * <p>A branch is a fork point and an overlay ({@code Layers}): a read looks in the branch, then in
 * its ancestors as of the forks. A merge ({@code MergeBase}, {@code MergePlan}, {@code ThreeWay})
 * looks only at keys that the log says have changed. One that is more than a transaction holds goes
 * beside the log ({@code LargeMerge}), as a large load does.
 *
 * <p>Subspace 18, format 1. Types, properties and constraints stand by their numbers; branches by a
 * number that is never used again, main is 0. Keys of nodes are tuples of their key's values, or
 * their generated id.
 *
 * <pre>
 * 'name' tenant name                         graph id
 * 'graph' graph                              tenant, name, actor, created, deleted or null
 * graph 'v' version                          schema, as {@link Schemas#encode}
 * graph 'vp' version                         the version from which it was made
 * graph 'b' name                             number, schema version, actor, created,
 *                                            (ancestor's number, its name, up to which stamp …)
 * graph 'bc'                                 number of the next branch
 * graph 'bd' branch                          name of a deleted branch whose rows may remain
 * graph 't'                                  home of idempotency keys
 * graph branch 'n' type key…                 node: byte 01, then the row's tuple
 * graph branch 'e' type (from) (to) key…     edge: the same
 * graph branch 'i' type (to) (from) key…     byte 01
 * graph branch 'u' type constraint values…   key of the node, or from, to and key of the edge
 * graph branch 'x' type index values… (key)  byte 01; the key is that of the row within its type
 * graph branch 'y' type index                true, or false and the key of the last row entered
 * graph branch 'c' type                      counter: nodes or edges more than below
 * graph branch 'h'                           stamp of the newest commit
 * graph branch 'l' stamp                     actor, message, merge parent or null, schema version,
 *                                            counts, changed keys or null
 * graph branch 'k' stamp chunk               changed keys of a large commit, or of a load
 * graph branch 'm' branch                    what was seen of that branch by its last merge into
 *                                            this one, and the commit of the merge
 * </pre>
 *
 * <p>In a branch that has ancestors, an empty value is a tombstone: it hides what is below. Every
 * write reads its branch's row, which names the schema version; a migration and the deletion of the
 * branch or graph change it.
 */
@NullMarked
package dev.hedgerow.graph;

import org.jspecify.annotations.NullMarked;
