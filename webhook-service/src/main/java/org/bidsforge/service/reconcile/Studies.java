// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.reconcile;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.Repository;

/** The studies on the forge, told by the names of their repositories; whoever looks closer asks for the study file. */
final class Studies {
    private final Forge forge;

    Studies(Forge forge) {
        this.forge = forge;
    }

    /** Every pair of a sourcedata and a bids repository, in the order of their names. */
    List<StudyName> list() throws ForgeException {
        Set<RepositoryName> names =
                forge.repositories().list().stream().map(Repository::name).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> name.name().endsWith("-" + RepositoryKind.SOURCEDATA.label()))
                .flatMap(name -> StudyName.of(name).stream())
                .filter(study -> names.contains(study.repository(RepositoryKind.BIDS)))
                .sorted(Comparator.comparing(StudyName::toString))
                .toList();
    }
}
