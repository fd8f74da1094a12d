/**
 * LadybugDB behind the port: its library, its memory, its threads. The only package that knows it.
 *
 * <p>From the outside in: {@link dev.hedgerow.engine.ladybug.LadybugEngine} opens files and keeps
 * the {@link dev.hedgerow.engine.ladybug.Library} of the process, which knows which files are open.
 * A {@link dev.hedgerow.engine.ladybug.LadybugDatabase} keeps its sessions and is freed after the
 * last. A {@link dev.hedgerow.engine.ladybug.LadybugSession} hands each call over to {@link
 * dev.hedgerow.engine.ladybug.NativeThreads}, where a {@link
 * dev.hedgerow.engine.ladybug.Connection} runs it through the {@link
 * dev.hedgerow.engine.ladybug.Shim}. Parameters go in as one message ({@link
 * dev.hedgerow.engine.ladybug.ParameterEncoder}); results come out as Arrow batches, which {@link
 * dev.hedgerow.engine.ladybug.ResultReader} copies.
 *
 * <p>Lock order: database, session, connection's address; the library's and the engine's locks, the
 * threads' and the checkpoint gate's are taken last and held for no call.
 */
@NullMarked
package dev.hedgerow.engine.ladybug;

import org.jspecify.annotations.NullMarked;
