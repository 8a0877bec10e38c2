// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.image.NiftiHeader;

/** A NIfTI header as the schema's context {@code nifti_header} has it. */
final class HeaderContext {
    private static final String[][] DIRECTIONS = {{"R", "L"}, {"A", "P"}, {"S", "I"}};
    private static final int DIMENSIONS = 7;

    private HeaderContext() {}

    static ObjectNode of(NiftiHeader header) {
        NiftiHeader.Coding coding = header.coding();
        ObjectNode context = Json.object();
        ArrayNode dim = context.putArray("dim").add(coding.axes());
        ArrayNode pixdim = context.putArray("pixdim").add(1);
        ArrayNode shape = context.putArray("shape");
        ArrayNode voxels = context.putArray("voxel_sizes");
        for (int axis = 0; axis < DIMENSIONS; axis++) {
            int length = axis < header.size().size() ? header.size().get(axis) : 1;
            double spacing = axis < header.spacing().size() ? header.spacing().get(axis) : 0;
            dim.add(length);
            pixdim.add(spacing);
            if (axis < coding.axes()) {
                shape.add(length);
                voxels.add(spacing);
            }
        }
        context.putObject("xyzt_units").put("xyz", coding.spaceUnit()).put("t", coding.timeUnit());
        context.put("qform_code", coding.qform());
        context.put("sform_code", coding.sform());
        if (header.affine().size() == 3) {
            axisCodes(header.affine(), context.putArray("axis_codes"));
        }
        return context;
    }

    /** The direction of the patient that each axis of the image runs along most. */
    private static void axisCodes(List<List<Double>> affine, ArrayNode codes) {
        for (int axis = 0; axis < 3; axis++) {
            int along = 0;
            for (int direction = 1; direction < 3; direction++) {
                if (Math.abs(affine.get(direction).get(axis))
                        > Math.abs(affine.get(along).get(axis))) {
                    along = direction;
                }
            }
            codes.add(DIRECTIONS[along][affine.get(along).get(axis) < 0 ? 1 : 0]);
        }
    }
}
