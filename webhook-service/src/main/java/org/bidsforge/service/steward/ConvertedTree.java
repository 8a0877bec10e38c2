// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEntry;

/** Reads from which source tree a session was converted: the conversion itself says so in the dataset. */
final class ConvertedTree {
    private static final String FOLDER = ".bidsforge/sessions";
    private static final String ENDING = ".json";
    private static final String KEY = "sourceTree";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By the id of the file, which never changes its content. */
    private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();

    Optional<String> of(GitRepository bids, String commit, SessionName session) throws IOException {
        String path = FOLDER + "/" + session + ENDING;
        Optional<TreeEntry> entry = bids.find(commit, path);
        return entry.isPresent() ? tree(bids, commit, entry.get()) : Optional.empty();
    }

    Map<SessionName, String> all(GitRepository bids, String commit) throws IOException {
        Map<SessionName, String> trees = new HashMap<>();
        for (TreeEntry entry : bids.entries(commit, FOLDER)) {
            String file = entry.path().substring(FOLDER.length() + 1);
            if (file.endsWith(ENDING)) {
                Optional<SessionName> session = session(file.substring(0, file.length() - ENDING.length()));
                Optional<String> tree = tree(bids, commit, entry);
                if (session.isPresent() && tree.isPresent()) {
                    trees.put(session.get(), tree.get());
                }
            }
        }
        return trees;
    }

    private Optional<String> tree(GitRepository bids, String commit, TreeEntry entry) throws IOException {
        String tree = known.get(entry.id());
        if (tree == null) {
            tree = bids.readText(commit, entry.path()).map(ConvertedTree::parse).orElse("");
            known.put(entry.id(), tree);
        }
        return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
    }

    /** A file that a person broke says nothing, so the session is converted again. */
    private static String parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json.path(KEY).asText("");
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<SessionName> session(String name) {
        try {
            return Optional.of(SessionName.parse(name));
        } catch (IllegalArgumentException notASession) {
            return Optional.empty();
        }
    }
}
