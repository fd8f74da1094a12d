/**
 * Several instances that register, attach and detach volumes, and place and remove graphs, while
 * they, the store and the network fail.
 *
 * <p>Each instance is a machine of its own with clocks, processes that are killed, and a disk
 * system that all machines see ({@link dev.hedgerow.simulation.disk.FileDisk}); a second machine
 * may run as the same instance, as one that was given up and is still there. They reach the store
 * over a network ({@link dev.hedgerow.simulation.fleet.FarStore}). After every transaction the
 * whole registry is read at its stamp, by the documented format of its rows, and must be sound in
 * itself, against the one before and against the manifests on the disks. Answers are compared with
 * the registry of exactly their moment. In the end all is calm, and everything must come to rest.
 */
@NullMarked
package dev.hedgerow.simulation.fleet;

import org.jspecify.annotations.NullMarked;
