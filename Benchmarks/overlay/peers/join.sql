SELECT class_a, class_b, sum(area) AS area, count(*) AS pieces
FROM (
  SELECT a.class_a, b.class_b, ST_Area(ST_Intersection(a.geometry, b.geometry)) AS area
  FROM a JOIN b ON ST_Intersects(a.geometry, b.geometry)
) AS pieces
WHERE area > 0
GROUP BY class_a, class_b
