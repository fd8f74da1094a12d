/**
 * A disk with folders and files for simulated machines, behind {@code java.nio.file}: code that
 * works with paths runs on it unchanged.
 *
 * <p>It keeps the promises of a disk and no more. What a file holds is safe once the file is
 * synced, its name once the folder is; of names that are not, the power's failure leaves the first
 * few changes in their order. A machine works on it through a {@link
 * dev.hedgerow.simulation.disk.Mount}; several see the same files, as with disks that can be
 * attached anywhere.
 */
@NullMarked
package dev.hedgerow.simulation.disk;

import org.jspecify.annotations.NullMarked;
