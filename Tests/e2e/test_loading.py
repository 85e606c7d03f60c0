"""What the program loads when it starts."""

import os
import pathlib
import unittest

from support import Scratch, zhitu

SQUARE = (
    '{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",'
    ' "coordinates": [[[120, 30], [121, 30], [121, 31], [120, 30]]]}}'
)


class LoadingTests(Scratch):
    def loads_gdal(self, *arguments):
        said = self.path("loaded")
        environment = os.environ | {"LD_DEBUG": "files", "LD_DEBUG_OUTPUT": said}
        zhitu(*arguments, status=None, env=environment)
        said = list(self.folder.glob("loaded.*"))
        text = "".join(file.read_text(encoding="utf-8") for file in said)
        for file in said:
            file.unlink()
        self.assertIn("libc.so", text)
        return "libgdal.so" in text

    def test_gdal_is_loaded_by_commands_that_read_files_only(self):
        self.assertFalse(self.loads_gdal("--version"))
        self.assertFalse(self.loads_gdal("flow", "--help"))
        self.assertFalse(self.loads_gdal("rules", "list"))
        file = self.path("square.geojson")
        pathlib.Path(file).write_text(SQUARE, encoding="utf-8")
        self.assertTrue(self.loads_gdal("area", file))


if __name__ == "__main__":
    unittest.main()
