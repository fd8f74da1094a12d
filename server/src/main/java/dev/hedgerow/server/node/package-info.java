/**
 * A node: its configuration, its identity, and the order in which its parts start and stop. Wiring
 * is {@code new}, top to bottom.
 *
 * <p>The data folder:
 *
 * <pre>
 * store/      the truth
 * volumes/    the volumes of this node, a folder each
 * token       the administrator's access token, readable by the owner only
 * logs/       rotated log files
 * uploads/    files of forms while they are read, and rows of loads while they are sorted
 * scratch/    unpacked native libraries, emptied at each start
 * node.json   where the node listens, while it runs
 * restored    until the first start of a folder that was made of a backup
 * </pre>
 */
@NullMarked
package dev.hedgerow.server.node;

import org.jspecify.annotations.NullMarked;
