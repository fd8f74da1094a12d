/**
 * Where graphs live: instances (running nodes), volumes (disks that one instance at a time has
 * attached) and placements (which volume holds the projection of which graph).
 *
 * <p>{@link dev.hedgerow.fleet.Fleet} is the door. Everything that is true is a row in the store;
 * the states of a row and the ways between them are a {@link dev.hedgerow.fleet.Transitions} table.
 * {@link dev.hedgerow.fleet.VolumeProvider} is the world of disks, {@link
 * dev.hedgerow.fleet.LocalVolumes} its implementation with directories. Where a graph is served is
 * never stored twice: a placement names its volume, the volume its instance, the instance its
 * address, and {@link dev.hedgerow.fleet.Fleet#locate} joins the three in one transaction, so that
 * attaching a volume elsewhere reroutes all its graphs at once.
 *
 * <p>Keys, in subspace 17; a value is a tuple that begins with its format's number:
 *
 * <pre>
 * ("instance", instance)                     the row of an instance
 * ("beat", instance)                         its last heartbeat, in no transaction's way
 * ("tier-instance", tier, instance)          index
 * ("volume", volume)                         the row of a volume
 * ("space", volume)                          size and free bytes as last reported
 * ("tier-volume", tier, volume)              index: the candidates of a placement
 * ("instance-volume", instance, volume)      index: attaching, attached or detaching there
 * ("placement", graph)                       the row of a placement; a tombstone once deleted
 * ("volume-graph", volume, subgraph, graph)  index: slots, then subgraphs; bytes promised
 * ("parent-graph", parent, graph)            index: the subgraphs of a graph
 * ("owner-graph", tenant, owner, graph)      index
 * </pre>
 *
 * <p>There is no counter: a volume's taken slots are the entries of its index, read in the
 * transaction that adds one. Every attach raises the volume's epoch, in its row first and then in
 * the manifest on the volume, which refuses an older one.
 */
@NullMarked
package dev.hedgerow.fleet;

import org.jspecify.annotations.NullMarked;
