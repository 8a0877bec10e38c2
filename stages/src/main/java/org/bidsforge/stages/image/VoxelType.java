// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.image;

import java.nio.ByteBuffer;

/** The number formats of NIfTI-1 that scanners and dcm2niix use. */
enum VoxelType {
    UINT8(2, 1) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.get(at) & 0xFF;
        }
    },
    INT16(4, 2) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.getShort(at);
        }
    },
    INT32(8, 4) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.getInt(at);
        }
    },
    FLOAT32(16, 4) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.getFloat(at);
        }
    },
    FLOAT64(64, 8) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.getDouble(at);
        }
    },
    RGB24(128, 3) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return ((voxels.get(at) & 0xFF) + (voxels.get(at + 1) & 0xFF) + (voxels.get(at + 2) & 0xFF)) / 3.0;
        }
    },
    INT8(256, 1) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.get(at);
        }
    },
    UINT16(512, 2) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return voxels.getShort(at) & 0xFFFF;
        }
    },
    UINT32(768, 4) {
        @Override
        double read(ByteBuffer voxels, int at) {
            return Integer.toUnsignedLong(voxels.getInt(at));
        }
    };

    private final int code;
    private final int bytes;

    VoxelType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The value of the voxel that starts at this byte. */
    abstract double read(ByteBuffer voxels, int at);

    int bytes() {
        return bytes;
    }

    static VoxelType of(int code) {
        for (VoxelType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("NIfTI data type must be a number format: " + code);
    }
}
