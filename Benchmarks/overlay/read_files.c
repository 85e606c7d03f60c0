// Reads every feature and its geometry from vector files through GDAL, and does nothing with them:
// what it costs merely to read. Prints the number of features and the version of GDAL.

#include <stdio.h>

#include <gdal.h>
#include <ogr_api.h>

static long read_file(const char *path) {
  GDALDatasetH file = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  if (file == NULL) return -1;
  long with_geometry = 0;
  for (int index = 0; index < GDALDatasetGetLayerCount(file); index++) {
    OGRLayerH layer = GDALDatasetGetLayer(file, index);
    OGR_L_ResetReading(layer);
    OGRFeatureH feature;
    while ((feature = OGR_L_GetNextFeature(layer)) != NULL) {
      if (OGR_F_GetGeometryRef(feature) != NULL) with_geometry++;
      OGR_F_Destroy(feature);
    }
  }
  GDALClose(file);
  return with_geometry;
}

int main(int count, char **arguments) {
  GDALAllRegister();
  long features = 0;
  for (int index = 1; index < count; index++) {
    long read = read_file(arguments[index]);
    if (read < 0) {
      fprintf(stderr, "read_files: cannot open %s\n", arguments[index]);
      return 1;
    }
    features += read;
  }
  printf("{\"features\": %ld, \"gdal\": \"%s\"}\n", features, GDALVersionInfo("RELEASE_NAME"));
  return 0;
}
