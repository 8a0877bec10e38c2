// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a store implements to be a special remote. Keys are given as git-annex sends them: each character is one byte.
 *
 * <p>Methods that store, fetch, look and remove are called by several threads at once. Any exception becomes the
 * failure answer of its request, with the exception's message as the text that the user sees.
 */
public interface SpecialRemote {
    /** Where a store is, seen from this repository. */
    enum Availability {
        GLOBAL,
        LOCAL,
        UNAVAILABLE
    }

    /** What git-annex wants of content that it could go elsewhere for. */
    enum Purpose {
        RETRIEVE,
        LOOK
    }

    /** Sets the remote up; called again whenever it is enabled, in any clone, perhaps without network. */
    void initialize(Annex annex) throws IOException;

    /** Called once before anything but {@link #initialize} and {@link #settings}; asks the store nothing. */
    void prepare(Annex annex) throws IOException;

    /** Repeated storing is harmless; nothing is visible before it is complete. */
    void store(Annex annex, String key, Path file) throws IOException;

    /** Completes the file, which may hold the first part, or all, of the content from an earlier attempt. */
    void retrieve(Annex annex, String key, Path file) throws IOException;

    /** False only if the content is positively not there; an exception if that cannot be told. */
    boolean isPresent(Annex annex, String key) throws IOException;

    /** Removing what is not there is fine. */
    void remove(Annex annex, String key) throws IOException;

    /**
     * Where git-annex can fetch the content, or look for it, without this program; asks the store nothing. Empty if this
     * program does it itself, which is the rule.
     */
    Optional<Referral> referral(Annex annex, String key, Purpose purpose) throws IOException;

    /** What exports trees of files, each under its own name, if the store can. Asked before {@link #prepare}. */
    Optional<ExportedTree> export();

    /** Where a person finds the content; asks the store nothing. */
    Optional<String> whereIs(String key);

    /** 100 is cheap, 200 expensive. */
    int cost();

    /** Asks the store nothing. */
    Availability availability();

    /** What {@code git annex info} shows, in this order; never a secret. */
    Map<String, String> description(Annex annex) throws IOException;

    /** The settings of {@code initremote} with their meaning. */
    Map<String, String> settings();
}
