// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.protocol.Referral;
import org.bidsforge.annexremote.protocol.SpecialRemote.Purpose;
import org.bidsforge.core.annex.AnnexKey;

/**
 * Where content is found better than in the store: in a folder of this machine that holds hot content in the layout of a
 * directory special remote, or, for who has no credentials, at the public URL.
 */
record Referrals(Optional<Path> hotFolder, Optional<URI> publicUrl) {
    Optional<Referral> of(String key, String object, Purpose purpose) {
        // A copy here says nothing about the store, so presence is asked where content is meant to be.
        Optional<Referral> hot = purpose == Purpose.RETRIEVE ? hot(key) : Optional.empty();
        return hot.isPresent() ? hot : publicUrl.map(url -> new Referral.Url(at(url, object)));
    }

    private Optional<Referral> hot(String key) {
        Optional<AnnexKey> parsed = hotFolder.isPresent() ? AnnexKey.tryParse(key) : Optional.empty();
        if (parsed.isEmpty() || hotFolder.get().toString().indexOf(' ') >= 0) {
            return Optional.empty();
        }
        String name = parsed.get().fileName();
        boolean here = Files.isRegularFile(hotFolder.get().resolve(parsed.get().hashDirLower() + name + "/" + name));
        if (!here) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", "directory");
        settings.put("ephemeral", "yes");
        settings.put("encryption", "none");
        settings.put("directory", hotFolder.get().toString());
        return Optional.of(new Referral.Remote(settings));
    }

    /** The object's address below a URL that ends in a slash. */
    static String at(URI url, String object) {
        return url + ObjectUrl.path(object);
    }
}
