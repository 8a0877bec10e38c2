// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Answers in simple ways; a test overrides what it is about. */
class SimpleRemote implements SpecialRemote {
    @Override
    public void initialize(Annex annex) throws IOException {}

    @Override
    public void prepare(Annex annex) {}

    @Override
    public void store(Annex annex, String key, Path file) throws IOException {}

    @Override
    public void retrieve(Annex annex, String key, Path file) throws IOException {}

    @Override
    public boolean isPresent(Annex annex, String key) throws IOException {
        return key.startsWith("there");
    }

    @Override
    public void remove(Annex annex, String key) throws IOException {}

    @Override
    public Optional<Referral> referral(Annex annex, String key, Purpose purpose) throws IOException {
        return Optional.empty();
    }

    @Override
    public Optional<ExportedTree> export() {
        return Optional.empty();
    }

    @Override
    public Optional<String> whereIs(String key) {
        return Optional.of("somewhere/é");
    }

    @Override
    public int cost() {
        return 175;
    }

    @Override
    public Availability availability() {
        return Availability.UNAVAILABLE;
    }

    @Override
    public Map<String, String> description(Annex annex) {
        return Map.of("field", "a value");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("url", "the place");
    }
}
