#!/bin/sh
# Makes the SYNTHETIC shapefile of roads of these tests: made-up lines in the Sahara, in UTM. Needs GDAL.
set -eu
cd "$(dirname "$0")"
cat > roads.geojson <<'END'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"osm_id": "101", "name": "SYNTHETIC Nord", "maxspeed": 90},
 "geometry": {"type": "LineString", "coordinates": [[1.0, 20.0], [1.0, 20.5], [1.0, 21.0]]}},
{"type": "Feature", "properties": {"osm_id": "102", "name": "SYNTHETIC Est", "maxspeed": 50},
 "geometry": {"type": "MultiLineString", "coordinates":
  [[[1.0002, 20.5], [1.5, 20.5]], [[1.6, 20.5], [2.0, 20.6]]]}},
{"type": "Feature", "properties": {"osm_id": "103", "name": null, "maxspeed": 50},
 "geometry": {"type": "LineString", "coordinates": [[3.0, 20.0], [3.0, 20.1]]}}
]}
END
rm -f synthetic-roads.*
ogr2ogr -t_srs EPSG:32631 -nlt MULTILINESTRING synthetic-roads.shp roads.geojson
rm roads.geojson
